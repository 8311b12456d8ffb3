import { expect, it } from '@jest/globals';
import { claimsOf, logIn, newPerson, type Person } from '../support/people.js';
import { APP, OWN, SIBLING } from '../support/tls-hosts.js';
import { PasskeyVisitor } from './passkey-visitor.js';
import { type BrowserStage, describeInChromium, useBrowserStage } from './stage.js';

interface Visit {
  readonly visitor: PasskeyVisitor;
  readonly person: Person;
  readonly token: string;
}

/** Somebody in a browser with an authenticator, on a page of this host, logged in by password. */
async function newVisitorOf(stage: BrowserStage, at: string, canUnlock: boolean): Promise<Visit> {
  const person = await newPerson(stage.service.api);
  const { access_token: token } = await logIn(stage.service.api, person);
  return { visitor: await PasskeyVisitor.open(await stage.newPage(), at, canUnlock), person, token };
}

describeInChromium('a passkey in a real browser', () => {
  const stage = useBrowserStage({ GATEHOUSE_CORS_ORIGINS: APP });
  const newVisitor = (at = OWN, canUnlock = true): Promise<Visit> => newVisitorOf(stage, at, canUnlock);

  it.each([OWN, APP])('is made on %s and logs in there, without address or password', async host => {
    const { visitor, person, token } = await newVisitor(host);
    const added = await visitor.enrol(token, person.password);
    expect([added.status, added.body['method'], added.body['name']]).toEqual([201, 'passkey', 'Passkey']);
    expect(await visitor.credentials()).toEqual([expect.objectContaining({ rpId: new URL(host).hostname })]);
    for (const _ of [1, 2]) {
      const { status, body } = await visitor.logIn();
      expect([host, status]).toEqual([host, 200]);
      expect(claimsOf(String(body['access_token']))).toMatchObject({ sub: person.id, amr: ['hwk', 'user', 'mfa'] });
    }
    expect((await visitor.credentials())[0]?.signCount).toBeGreaterThan(1);
  });

  it('is not offered on another host than the one where it was made', async () => {
    const { visitor, person, token } = await newVisitor(OWN);
    expect((await visitor.enrol(token, person.password)).status).toBe(201);
    await visitor.goTo(APP);
    expect(await visitor.logIn()).toMatchObject({ refusedByBrowser: 'NotAllowedError' });
  });

  it('is made once by one authenticator for one account', async () => {
    const { visitor, person, token } = await newVisitor();
    const { body } = await visitor.enrol(token, person.password);
    expect(body['recovery_codes']).toHaveLength(10);
    const { access_token } = (await visitor.logIn()).body;
    const again = await visitor.enrol(String(access_token), person.password);
    expect(again).toMatchObject({ refusedByBrowser: 'InvalidStateError' });
    expect(await visitor.credentials()).toHaveLength(1);
  });

  it('that was removed at the service logs nobody in', async () => {
    const { visitor, person, token } = await newVisitor();
    const { body } = await visitor.enrol(token, person.password);
    const { access_token } = (await visitor.logIn()).body;
    const path = `/v1/auth/factors/${String(body['id'])}`;
    expect((await stage.service.api.delete(path, { token: String(access_token) })).status).toBe(204);
    const refused = await visitor.logIn();
    expect([refused.status, refused.body['code']]).toEqual([403, 'wrong_factor']);
  });

  it('is not used by whoever cannot unlock it, whatever the page asks', async () => {
    const { visitor, person, token } = await newVisitor();
    expect((await visitor.enrol(token, person.password)).status).toBe(201);
    await visitor.forgetWhoIsThere();
    expect(await visitor.logIn()).toMatchObject({ refusedByBrowser: 'NotAllowedError' });
    const refused = await visitor.logIn({ userVerification: 'discouraged' });
    expect([refused.status, refused.body['code']]).toEqual([403, 'wrong_factor']);
  });

  it('is not made by an authenticator that cannot be unlocked', async () => {
    const { visitor, person, token } = await newVisitor(OWN, false);
    expect(await visitor.enrol(token, person.password)).toMatchObject({ refusedByBrowser: 'NotAllowedError' });
    const lax = { authenticatorSelection: { residentKey: 'required', userVerification: 'discouraged' } };
    const refused = await visitor.enrol(token, person.password, lax);
    expect([refused.status, refused.body['code']]).toEqual([403, 'wrong_factor']);
  });

  it('is asked for by a page of another site, which gets nothing that is good here', async () => {
    const { visitor, person, token } = await newVisitor();
    expect((await visitor.enrol(token, person.password)).status).toBe(201);
    await visitor.goTo('https://attacker.test');
    expect(await visitor.logIn()).toMatchObject({ refusedByBrowser: expect.stringMatching(/SecurityError|TypeError/) });
  });
});

describeInChromium('a passkey of a domain', () => {
  const domain = 'example.test';
  const stage = useBrowserStage({ GATEHOUSE_CORS_ORIGINS: APP, GATEHOUSE_PASSKEY_DOMAIN: domain });

  it.each([
    [OWN, APP],
    [APP, OWN],
  ])('is made on %s and logs in on %s as well', async (here, there) => {
    const { visitor, person, token } = await newVisitorOf(stage, here, true);
    expect((await visitor.enrol(token, person.password)).status).toBe(201);
    expect(await visitor.credentials()).toEqual([expect.objectContaining({ rpId: domain })]);
    for (const host of [here, there]) {
      await visitor.goTo(host);
      const { status, body } = await visitor.logIn();
      expect([host, status]).toEqual([host, 200]);
      expect(claimsOf(String(body['access_token']))).toMatchObject({ sub: person.id });
    }
    // Of the same domain, and not listed.
    await visitor.goTo(SIBLING);
    expect((await visitor.logIn()).refusedByBrowser).toBe('TypeError');
  });
});
