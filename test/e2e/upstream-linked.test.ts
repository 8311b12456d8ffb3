import { beforeAll, describe, expect, it } from '@jest/globals';
import { Browser } from '../support/browser.js';
import { newEmail } from '../support/accounts.js';
import { newPerson } from '../support/people.js';
import { comeBack, leave, logInBy, type Provider, useUpstreamScene } from '../support/upstream-scene.js';

const IDENTITIES = '/v1/auth/identities';

describe('a login at another provider', () => {
  const scene = useUpstreamScene();
  const { database, service, upstream } = scene;
  let provider: Provider;

  beforeAll(() => {
    provider = scene.provider;
  });

  const newSub = (): string => newEmail().split('@')[0] ?? '';

  it.each([true, false])('lets nobody into an account for its address (verified there: %s)', async email_verified => {
    const person = await newPerson(service.api);
    const browser = new Browser(service.url);
    const said = { sub: newSub(), email: person.email, email_verified };
    const come = await logInBy(browser, provider, upstream, said);
    expect([come.status, come.body]).toMatchObject([403, { code: 'link_required' }]);
    expect([...browser.jar.keys()]).toEqual(['__Host-gatehouse_upstream']);
  });

  it('is linked to an account by who has shown that it is theirs, in the same browser, once', async () => {
    const person = await newPerson(service.api);
    const browser = new Browser(service.url);
    const sub = newSub();
    const answer = upstream.answer(await leave(browser, provider), { sub, email: person.email });
    expect((await comeBack(browser, provider, answer)).status).toBe(403);
    const state = new URLSearchParams(answer).get('state');
    await browser.logIn(person);
    // Somebody else's browser has nothing to link.
    const stranger = new Browser(service.url);
    await stranger.logIn(await newPerson(service.api));
    expect((await stranger.post(IDENTITIES, { state })).status).toBe(404);
    expect((await browser.post(IDENTITIES, { state })).status).toBe(201);
    expect((await browser.post(IDENTITIES, { state })).status).toBe(404);
    const other = new Browser(service.url);
    expect((await logInBy(other, provider, upstream, { sub })).status).toBe(200);
    expect((await other.get<{ id: string }>('/v1/auth/me')).body.id).toBe(person.id);
  });

  it('is linked to one account, whoever comes from there in two browsers', async () => {
    const sub = newSub();
    const linked = await Promise.all(
      [1, 2].map(async () => {
        const browser = new Browser(service.url);
        const answer = upstream.answer(await leave(browser, provider), { sub, email: newEmail() });
        expect((await comeBack(browser, provider, answer)).status).toBe(403);
        await browser.logIn(await newPerson(service.api));
        return () => browser.post<{ code?: string }>(IDENTITIES, { state: new URLSearchParams(answer).get('state') });
      }),
    );
    const answers = await Promise.all(linked.map(link => link()));
    expect(answers.map(({ status, body }) => [status, body.code]).toSorted()).toEqual([
      [201, undefined],
      [409, 'identity_linked'],
    ]);
  });

  it('wants a fresh proof for linking and unlinking, and leaves somebody the last way in', async () => {
    const [sub, email] = [newSub(), newEmail()];
    const browser = new Browser(service.url);
    await logInBy(browser, provider, upstream, { sub, email, email_verified: true });
    const [{ id } = { id: '' }] = (await browser.get<{ items: { id: string }[] }>(IDENTITIES)).body.items;
    const last = await browser.call('DELETE', `${IDENTITIES}/${id}`);
    expect([last.status, last.body]).toMatchObject([409, { code: 'last_way_in' }]);
    expect((await logInBy(browser, provider, upstream, { sub })).status).toBe(200);
    await database.query(
      `UPDATE users SET password_hash = 'x' WHERE id = (SELECT user_id FROM linked_identities WHERE id = $1)`,
      [id],
    );
    await database.query(
      `UPDATE sessions SET issued_at = now() - interval '1 hour', authenticated_at = now() - interval '1 hour'`,
    );
    await browser.refresh();
    expect((await browser.call('DELETE', `${IDENTITIES}/${id}`)).body).toMatchObject({
      code: 'insufficient_user_authentication',
    });
    await logInBy(browser, provider, upstream, { sub });
    expect((await browser.call('DELETE', `${IDENTITIES}/${id}`)).status).toBe(204);
    expect((await browser.call('DELETE', `${IDENTITIES}/${id}`)).status).toBe(404);
    expect((await logInBy(new Browser(service.url), provider, upstream, { sub })).status).toBe(403);
  });
});
