/** The log-in page, for who has a passkey: in the field of the address, by the button, and beside the password. */
import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { CODES_ON } from '../support/login-codes.js';
import { logIn, newPerson, type Person } from '../support/people.js';
import { OWN } from '../support/tls-hosts.js';
import { until as untilTrue } from '../support/workers.js';
import { PasskeyVisitor } from './passkey-visitor.js';
import { describeInChromium, fillInLogin, settled, useBrowserStage } from './stage.js';

const OPTIONS = '/v1/auth/login/passkey/options';

interface Ceremony {
  readonly mediation: string;
  aborted: boolean;
}

interface Owner {
  readonly page: Page;
  readonly visitor: PasskeyVisitor;
  readonly person: Person;
  /** Of the passkey. */
  readonly factorId: string;
}

/** Notes what the page asks of the browser. */
function noteCeremonies(): void {
  const ceremonies: Ceremony[] = [];
  Object.assign(window, { ceremonies });
  const get = navigator.credentials.get.bind(navigator.credentials);
  navigator.credentials.get = options => {
    const ceremony = { mediation: options?.mediation ?? 'asked for', aborted: false };
    ceremonies.push(ceremony);
    options?.signal?.addEventListener('abort', () => (ceremony.aborted = true));
    return get(options);
  };
}

/** As browsers were before they knew passkeys in JSON. */
function forgetJson(): void {
  for (const name of ['parseRequestOptionsFromJSON', 'parseCreationOptionsFromJSON']) {
    Reflect.deleteProperty(PublicKeyCredential, name);
  }
  Reflect.deleteProperty(PublicKeyCredential.prototype, 'toJSON');
}

describeInChromium('the log-in page, with passkeys', () => {
  const stage = useBrowserStage(CODES_ON);

  /** Somebody with a passkey, who has not come to the log-in page yet, and touches nothing before they are asked to. */
  async function newOwner(): Promise<Owner> {
    const person = await newPerson(stage.service.api);
    const { access_token } = await logIn(stage.service.api, person);
    const page = await stage.newPage();
    await page.addInitScript(noteCeremonies);
    const visitor = await PasskeyVisitor.open(page, OWN);
    const { status, body } = await visitor.enrol(access_token, person.password);
    expect(status).toBe(201);
    await visitor.touches(false);
    return { page, visitor, person, factorId: String(body['id']) };
  }

  const ceremonies = (page: Page): Promise<[string, boolean][]> =>
    page.evaluate(() =>
      (window as unknown as { ceremonies: Ceremony[] }).ceremonies.map(({ mediation, aborted }): [string, boolean] => [
        mediation,
        aborted,
      ]),
    );
  const until = (page: Page, ...expected: [string, boolean][]): Promise<unknown> =>
    page.waitForFunction(
      wanted =>
        wanted ===
        JSON.stringify(
          (window as unknown as { ceremonies: Ceremony[] }).ceremonies.map(({ mediation, aborted }) => [
            mediation,
            aborted,
          ]),
        ),
      JSON.stringify(expected),
    );
  const challenges = (since: number): number =>
    stage.hosts.seen.slice(since).filter(({ path }) => path === OPTIONS).length;
  const isIn = (page: Page): Promise<void> => page.getByText('this one').waitFor();
  const usePasskey = (page: Page): Promise<void> => page.getByRole('button', { name: 'Use a passkey' }).click();

  async function toLogin({ page }: Owner): Promise<void> {
    await page.goto(`${OWN}/account`);
    await until(page, ['conditional', false]);
  }

  it('offers them in the field of the address, and lets in who takes one there', async () => {
    const owner = await newOwner();
    await toLogin(owner);
    expect(await owner.page.getByLabel('E-mail address').getAttribute('autocomplete')).toBe('username webauthn');
    // Of several, Chromium's own authenticator takes the first, as soon as it may.
    await owner.visitor.touches(true);
    await owner.page.reload();
    await isIn(owner.page);
    expect(await ceremonies(owner.page)).toEqual([['conditional', false]]);
  });

  it('asks for another challenge before the one at hand is too old', async () => {
    const owner = await newOwner();
    await owner.page.clock.install();
    const since = stage.hosts.seen.length;
    await toLogin(owner);
    await owner.page.clock.fastForward('03:50');
    expect([await ceremonies(owner.page), challenges(since)]).toEqual([[['conditional', false]], 1]);
    await owner.visitor.touches(true);
    await owner.page.clock.fastForward('00:20');
    await isIn(owner.page);
    expect(await ceremonies(owner.page)).toEqual([
      ['conditional', true],
      ['conditional', false],
    ]);
    expect(challenges(since)).toBe(2);
  });

  it('withdraws them for the button, and offers them again where nothing came of that', async () => {
    const owner = await newOwner();
    await toLogin(owner);
    await owner.visitor.forgetWhoIsThere();
    await owner.visitor.touches(true);
    await usePasskey(owner.page);
    await owner.page.getByText('No passkey was used').waitFor();
    const [first, second, third] = await ceremonies(owner.page);
    expect([first, second]).toEqual([
      ['conditional', true],
      ['asked for', false],
    ]);
    expect(third?.[0] ?? 'conditional').toBe('conditional');
  });

  it('withdraws them for the view of a mailed code', async () => {
    const owner = await newOwner();
    await toLogin(owner);
    await owner.page.getByLabel('E-mail address').fill(owner.person.email);
    await owner.page.getByRole('button', { name: 'Mail me a code' }).click();
    await owner.page.getByRole('heading', { name: 'A code by mail' }).waitFor();
    expect(await ceremonies(owner.page)).toEqual([['conditional', true]]);
  });

  it('withdraws them while a password is tried, and for good with a second step', async () => {
    const owner = await newOwner();
    const { page, person } = owner;
    await toLogin(owner);
    await fillInLogin(page, { ...person, password: 'not the right one' });
    await page.getByText('The e-mail address or the password is wrong.').waitFor();
    await until(page, ['conditional', true], ['conditional', false]);
    await fillInLogin(page, person);
    await page.getByRole('heading', { name: 'One more step' }).waitFor();
    await until(page, ['conditional', true], ['conditional', true]);
    await owner.visitor.touches(true);
    await usePasskey(page);
    await isIn(page);
  });

  it('withdraws them for another view, and offers them when one comes back', async () => {
    const owner = await newOwner();
    await toLogin(owner);
    await owner.page.getByRole('link', { name: 'Forgotten your password?' }).click();
    await until(owner.page, ['conditional', true]);
    await owner.page.goBack();
    await until(owner.page, ['conditional', true], ['conditional', false]);
  });

  it('says that one is no good which was removed at the service, and does not take it for ever', async () => {
    const owner = await newOwner();
    const { page, visitor, factorId } = owner;
    await stage.database.query('DELETE FROM passkeys WHERE id = $1', [factorId]);
    await toLogin(owner);
    await visitor.touches(true);
    const since = stage.hosts.seen.length;
    const tries = (): number =>
      stage.hosts.seen.slice(since).filter(({ path }) => path === '/v1/auth/login/passkey').length;
    await usePasskey(page);
    await page.getByText('The code or the passkey is wrong, expired or used.').waitFor();
    // Nobody is asked before it is taken from the field, again and again.
    await until(
      page,
      ...Array<[string, boolean]>(1).fill(['conditional', true]),
      ['asked for', false],
      ...Array<[string, boolean]>(5).fill(['conditional', false]),
    );
    // The last one is taken as well, a moment after it is offered; there is none after it.
    await untilTrue(() => tries() >= 6);
    await settled(page);
    expect([tries(), challenges(since)]).toEqual([6, 6]);
  });

  it('does all of it where the browser knows no passkeys in JSON', async () => {
    const person = await newPerson(stage.service.api);
    const page = await stage.newPage();
    await page.addInitScript(noteCeremonies);
    await page.addInitScript(forgetJson);
    const visitor = await PasskeyVisitor.open(page, OWN);
    await page.goto(`${OWN}/account`);
    expect(await page.evaluate(() => 'toJSON' in PublicKeyCredential.prototype)).toBe(false);
    await fillInLogin(page, person);
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByRole('dialog').getByLabel('Password').fill(person.password);
    await page.getByRole('dialog').getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    await settled(page);
    await visitor.touches(false);
    await page.getByRole('navigation').getByRole('button', { name: 'Log out' }).click();
    await fillInLogin(page, person);
    await page.getByRole('heading', { name: 'One more step' }).waitFor();
    await visitor.touches(true);
    await usePasskey(page);
    await isIn(page);
    expect(await visitor.credentials()).toHaveLength(1);
  });
});
