/** Applications send people to the log-in page, and get them back. */
import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import {
  type Application,
  exchange,
  newApplication,
  type Pending,
  requestOf,
  textOf,
  userinfo,
} from '../support/oidc-scene.js';
import { adminToken, newPerson, type Person } from '../support/people.js';
import { OWN, STRANGER } from '../support/tls-hosts.js';
import { describeInChromium, fillInLogin, settled, useBrowserStage } from './stage.js';

/** A red dot. */
const DOT =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg==';
/** Where the application is: another site. */
const WIKI = STRANGER;

describeInChromium('an application', () => {
  const stage = useBrowserStage();
  let admin: string;
  let application: Application;
  let person: Person;

  beforeAll(async () => {
    const uris = { redirect_uris: [`${WIKI}/callback`], post_logout_redirect_uris: [`${WIKI}/bye`] };
    admin = await adminToken(stage.service.api);
    application = await newApplication(stage.service.api, admin, {
      ...{ ...uris, name: 'Wiki <script>alert(1)</script>' },
    });
    person = await newPerson(stage.service.api);
  });

  const asked = (more: Record<string, string> = {}): Pending =>
    requestOf(application, { redirect_uri: `${WIKI}/callback`, ...more });

  /** As a link of the application does: from another site, so no cookie comes along. */
  async function leaveWiki(page: Page, path: string, query: Readonly<Record<string, string>>): Promise<void> {
    await page.goto(`${WIKI}/`);
    await page.evaluate(url => location.assign(url), `${OWN}${path}?${textOf(query)}`);
  }

  /** What the application is told: in the address, or as a form. */
  async function backAtWiki(page: Page, leave: () => Promise<void>): Promise<Record<string, string>> {
    const arrival = page.waitForRequest(
      request => /\/(callback|bye)(\?|$)/.test(request.url()) && request.url().startsWith(WIKI),
    );
    await leave();
    const request = await arrival;
    await page.waitForURL(({ origin, pathname }) => origin === WIKI && pathname !== '/');
    return Object.fromEntries(new URLSearchParams(request.postData() ?? new URL(request.url()).search));
  }

  it('has people logged in, whom it asks for consent once, and logged out', async () => {
    const page = await stage.newPage();
    const faults: string[] = [];
    page.on('console', message => message.type() === 'error' && faults.push(message.text()));
    page.on('dialog', dialog => faults.push(dialog.message()));
    const first = asked();
    await leaveWiki(page, '/oauth/authorize', first.query);
    await page.getByText('To go on to').waitFor();
    await page.getByText('Wiki <script>alert(1)</script>').waitFor();
    // Whatever happens, the address has it all.
    await page.reload();
    await fillInLogin(page, person);
    await page.getByRole('heading', { name: /^Let Wiki <script>.* in\?$/ }).waitFor();
    await page.getByText('your e-mail address').waitFor();
    await page.reload();
    const allow = (): Promise<void> => page.getByRole('button', { name: 'Allow' }).click();
    const { code = '', ...told } = await backAtWiki(page, allow);
    expect(told).toMatchObject({ state: first.query['state'] });
    const { body } = await exchange(stage.service.api, application, first, code);
    expect((await userinfo(stage.service.api, String(body['access_token']))).body['email']).toBe(person.email);

    // Now nobody is asked, by whatever way the answer travels; the back button leads nowhere bad.
    for (const more of [{}, { prompt: 'none' }, { response_mode: 'form_post' }]) {
      const again = asked(more);
      const told = await backAtWiki(page, () => leaveWiki(page, '/oauth/authorize', again.query));
      expect(told).toMatchObject({ code: expect.any(String), state: again.query['state'] });
    }

    const query = { id_token_hint: String(body['id_token']), post_logout_redirect_uri: `${WIKI}/bye`, state: 'x' };
    expect(await backAtWiki(page, () => leaveWiki(page, '/oauth/end-session', query))).toEqual({ state: 'x' });
    // What binds the browser to its way here is no login.
    expect(await stage.loginCookies(page.context())).toEqual(['__Host-gatehouse_interaction']);
    const silent = asked({ prompt: 'none' });
    const refused = await backAtWiki(page, () => leaveWiki(page, '/oauth/authorize', silent.query));
    expect(refused).toMatchObject({ error: 'login_required', state: silent.query['state'] });
    expect(faults.filter(text => !text.includes('401'))).toEqual([]);
  });

  it('is told that somebody does not want to, and asks anew who is there', async () => {
    const somebody = await newPerson(stage.service.api);
    const page = await stage.newPage();
    await leaveWiki(page, '/oauth/authorize', asked({ prompt: 'consent' }).query);
    await fillInLogin(page, somebody);
    const cancel = (): Promise<void> => page.getByRole('button', { name: 'Cancel' }).click();
    expect(await backAtWiki(page, cancel)).toMatchObject({ error: 'access_denied' });
    await leaveWiki(page, '/oauth/authorize', asked({ prompt: 'login' }).query);
    await page.getByRole('heading', { name: 'Is it still you?' }).waitFor();
    await page.getByRole('button', { name: 'Show that it is you' }).click();
    await page.getByRole('dialog').getByLabel('Password').fill(somebody.password);
    await page.getByRole('dialog').getByRole('button', { name: 'Go on' }).click();
    const allow = (): Promise<void> => page.getByRole('button', { name: 'Allow' }).click();
    expect(await backAtWiki(page, allow)).toHaveProperty('code');
  });

  it('has the address there already of who is likely to come, and shows its picture where that is one by itself', async () => {
    const page = await stage.newPage();
    const hosts = new Set<string>();
    const logo = (logo_uri: string): Promise<unknown> =>
      stage.service.api.patch(`/v1/clients/${application.client_id}`, { logo_uri }, { token: admin });
    await logo(`${WIKI}/logo.png`);
    await leaveWiki(page, '/oauth/authorize', asked({ login_hint: person.email, prompt: 'consent' }).query);
    await page.getByText('To go on to').waitFor();
    page.on('request', request => hosts.add(new URL(request.url()).origin));
    expect(await page.getByLabel('E-mail address').inputValue()).toBe(person.email);
    await page.getByLabel('Password', { exact: true }).and(page.locator(':focus')).fill(person.password);
    await page.keyboard.press('Enter');
    await page.getByText('your e-mail address').waitFor();
    // What lies elsewhere would tell whoever has it who is here, before they have said anything.
    expect([await page.locator('main img').count(), [...hosts]]).toEqual([0, [OWN]]);
    await logo(DOT);
    await page.reload();
    await page.locator('main img').waitFor();
    expect(await page.locator('main img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(5);
  });

  it('asks before it logs somebody out whom it does not show to mean', async () => {
    const somebody = await newPerson(stage.service.api);
    const page = await stage.newPage();
    await page.goto(`${OWN}/account`);
    await fillInLogin(page, somebody);
    await page.getByText('this one').waitFor();
    await settled(page);
    await leaveWiki(page, '/oauth/end-session', { client_id: application.client_id });
    await page.getByRole('heading', { name: 'Log out?' }).waitFor();
    expect(await stage.loginCookies(page.context())).not.toEqual([]);
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('heading', { name: 'Logged out' }).waitFor();
    expect(await stage.loginCookies(page.context())).toEqual([]);
  });

  it('sends nobody anywhere by an address that is not its own', async () => {
    const page = await stage.newPage();
    await page.goto(`${OWN}/oauth/authorize?${textOf(asked({ redirect_uri: 'https://evil.example/' }).query)}`);
    await page.getByRole('heading', { name: 'This does not work' }).waitFor();
    await page.goto(`${OWN}/login?${textOf(asked({ redirect_uri: 'javascript:alert(1)' }).query)}`);
    await page.getByRole('heading', { name: 'This does not work' }).waitFor();
    expect(page.url().startsWith(OWN)).toBe(true);
  });
});
