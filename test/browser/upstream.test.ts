/** Two Gatehouses: people of one log in at the other by it. */
import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { TestDatabase } from '../support/database.js';
import { newEquipped } from '../support/factors.js';
import { freePort } from '../support/free-port.js';
import { Gatehouse } from '../support/gatehouse.js';
import { type Application, newApplication, requestOf, textOf } from '../support/oidc-scene.js';
import { adminToken, newPerson, type Person } from '../support/people.js';
import { codeOf } from '../support/specs/authenticator.js';
import { OWN, STRANGER } from '../support/tls-hosts.js';
import { newProvider, type Provider } from '../support/upstream-scene.js';
import { use } from '../support/use.js';
import { describeInChromium, fillInLogin, settled, useBrowserStage } from './stage.js';

const BUTTON = 'The other house';
const WIKI = STRANGER;

describeInChromium('a Gatehouse whose upstream is another one', () => {
  const database = use(
    () => TestDatabase.createMigrated(),
    one => one.drop(),
  );
  const upstream = use(
    async () => {
      const port = String(await freePort());
      return Gatehouse.start(database, { PORT: port, GATEHOUSE_ISSUER: `http://localhost:${port}` });
    },
    one => one.stop(),
  );
  const stage = useBrowserStage({ GATEHOUSE_OUTBOUND_HOSTS: 'localhost' });
  let theirAdmin: string;
  let admin: string;
  let provider: Provider;
  let issuer: string;

  beforeAll(async () => {
    theirAdmin = await adminToken(upstream.api);
    admin = await adminToken(stage.service.api);
    issuer = `http://localhost:${new URL(upstream.url).port}`;
    const uris = { redirect_uris: [`${OWN}/as-yet-unknown`], post_logout_redirect_uris: [] };
    const { client_id, client_secret } = await newApplication(upstream.api, theirAdmin, uris);
    provider = await newProvider(stage.service.api, admin, issuer, {
      ...{ client_id, client_secret, button_text: BUTTON, makes_accounts: true, email_domains: ['example.test'] },
    });
    const registered = { redirect_uris: [provider.redirect_uri] };
    expect((await upstream.api.patch(`/v1/clients/${client_id}`, registered, { token: theirAdmin })).status).toBe(200);
  });

  /** Somebody of the other house, whose address is known to be theirs there. */
  async function newTheirs(): Promise<Person> {
    const person = await newPerson(upstream.api);
    await upstream.api.patch(`/v1/users/${person.id}`, { email_verified: true }, { token: theirAdmin });
    return person;
  }

  async function throughTheOther(page: Page, person: Person): Promise<void> {
    await page.getByRole('button', { name: BUTTON }).click();
    await page.waitForURL(({ origin }) => origin === issuer);
    await fillInLogin(page, person);
    await page.getByRole('button', { name: 'Allow' }).click();
  }

  async function logOut(page: Page): Promise<void> {
    await settled(page);
    await page.getByRole('navigation').getByRole('button', { name: 'Log out' }).click();
    await page.getByText('You are logged out.').waitFor();
  }

  it('makes an account for who comes from there, and knows them when they come again', async () => {
    const person = await newTheirs();
    const page = await stage.newPage();
    await page.goto(`${OWN}/account`);
    await throughTheOther(page, person);
    await page.waitForURL(`${OWN}/account`);
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    await page.getByText(person.email).first().waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    await logOut(page);

    // The other house knows the browser by now, and asks nothing.
    await page.getByRole('button', { name: BUTTON }).click();
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    await logOut(page);
  });

  it('asks for the second factor of the account here', async () => {
    const [theirs, somebody] = [await newTheirs(), await newEquipped(stage.service.api)];
    await stage.database.query(
      'INSERT INTO linked_identities (id, provider_id, subject, user_id) VALUES (gen_random_uuid(), $1, $2, $3)',
      [provider.id, theirs.id, somebody.person.id],
    );
    const page = await stage.newPage();
    await page.goto(`${OWN}/account`);
    await throughTheOther(page, theirs);
    await page.getByRole('heading', { name: 'One more step' }).waitFor();
    expect(await stage.loginCookies(page.context())).toEqual(['__Host-gatehouse_upstream']);
    await page.getByLabel('Code', { exact: true }).fill(codeOf(somebody.authenticator.secret, 1));
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    await page.getByText(somebody.person.email).first().waitFor();
  });

  it('takes the second factor that was shown there, where it is to count', async () => {
    const [theirs, somebody] = [await newEquipped(upstream.api), await newEquipped(stage.service.api)];
    await stage.database.query(
      'INSERT INTO linked_identities (id, provider_id, subject, user_id) VALUES (gen_random_uuid(), $1, $2, $3)',
      [provider.id, theirs.person.id, somebody.person.id],
    );
    const counts = async (mfa_acr_values: string[]): Promise<void> => {
      const path = `/v1/identity-providers/${provider.id}`;
      expect((await stage.service.api.patch(path, { mfa_acr_values }, { token: admin })).status).toBe(200);
    };
    await counts(['mfa']);
    const page = await stage.newPage();
    await page.goto(`${OWN}/account`);
    await page.getByRole('button', { name: BUTTON }).click();
    // Both houses have the same form.
    await page.waitForURL(({ origin }) => origin === issuer);
    await fillInLogin(page, theirs.person);
    await page.getByLabel('Code', { exact: true }).fill(codeOf(theirs.authenticator.secret, 1));
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.waitForURL(`${OWN}/account`);
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    await page.getByText(somebody.person.email).first().waitFor();
    await counts([]);
  });

  it('has an account of the same address linked by its password, and by nothing less', async () => {
    const theirs = await newTheirs();
    const password = 'seven brave owls knit';
    await stage.service.api.post('/v1/auth/register', { email: theirs.email, password });
    const page = await stage.newPage();
    await page.goto(`${OWN}/account`);
    await throughTheOther(page, theirs);
    await page.getByText(`You are ${theirs.email} at ${new URL(issuer).host}.`).waitFor();
    expect(await stage.loginCookies(page.context())).toEqual(['__Host-gatehouse_upstream']);
    await fillInLogin(page, { email: theirs.email, password });
    await page.getByRole('heading', { name: 'Link this login?' }).waitFor();
    await page.getByRole('button', { name: 'Link it' }).click();
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    await logOut(page);
    await page.getByRole('button', { name: BUTTON }).click();
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    // What was good once is nowhere in the history.
    await page.goto(`${OWN}/upstream`);
    await page.getByRole('heading', { name: 'This has not worked' }).waitFor();
  });

  it('leads on to the application that somebody was on the way to', async () => {
    const uris = { redirect_uris: [`${WIKI}/callback`] };
    const application: Application = await newApplication(stage.service.api, admin, uris);
    const page = await stage.newPage();
    const asked = requestOf(application, { redirect_uri: `${WIKI}/callback` });
    await page.goto(`${WIKI}/`);
    await page.evaluate(url => location.assign(url), `${OWN}/oauth/authorize?${textOf(asked.query)}`);
    const person = await newTheirs();
    await throughTheOther(page, person);
    await page.waitForURL(({ origin, pathname }) => origin === OWN && pathname === '/login');
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.waitForURL(({ origin, searchParams }) => origin === WIKI && searchParams.has('code'));

    // Who has no password here shows anew who they are there, where they have to show it anew too.
    const anew = requestOf(application, { redirect_uri: `${WIKI}/callback`, prompt: 'login' });
    await page.evaluate(url => location.assign(url), `${OWN}/oauth/authorize?${textOf(anew.query)}`);
    await page.getByRole('button', { name: 'Show that it is you' }).click();
    await page.getByRole('dialog').getByRole('button', { name: BUTTON }).click();
    await page.waitForURL(({ origin }) => origin === issuer);
    await page.getByRole('button', { name: 'Show that it is you' }).click();
    await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(person.password);
    await page.getByRole('dialog').getByRole('button', { name: 'Go on' }).click();
    await page.waitForURL(
      ({ origin, searchParams }) => origin === WIKI && searchParams.get('state') === anew.query['state'],
    );
  });

  it('says on the page when the other one is not there, and lets people in all the same', async () => {
    const away = `http://localhost:${await freePort()}`;
    const { id } = await newProvider(stage.service.api, admin, away, { button_text: 'One that is away' });
    const person = await newPerson(stage.service.api);
    const page = await stage.newPage();
    await page.goto(`${OWN}/account`);
    await page.getByRole('button', { name: 'One that is away' }).click();
    await page.getByText('The provider cannot be reached').waitFor();
    await fillInLogin(page, person);
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    await stage.service.api.delete(`/v1/identity-providers/${id}`, { token: admin });
  });

  it('says so when somebody does not want to there', async () => {
    const page = await stage.newPage();
    await page.goto(`${OWN}/account`);
    await page.getByRole('button', { name: BUTTON }).click();
    await fillInLogin(page, await newTheirs());
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('heading', { name: 'This has not worked' }).waitFor();
    await page.getByRole('button', { name: 'Back to the login' }).click();
    await page.getByLabel('E-mail address').waitFor();
  });
});
