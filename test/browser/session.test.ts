import { expect, it } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { ACCESS, REFRESH } from '../support/browser.js';
import { accessExpires, describeInChromium, fillInLogin, logInAt, settled, useBrowserStage } from './stage.js';
import { ADMIN } from '../support/gatehouse.js';
import { newPerson, type Person } from '../support/people.js';
import { OWN } from '../support/tls-hosts.js';

const ACCESS_TTL_SECONDS = 2;

describeInChromium('a session in a real browser', () => {
  const stage = useBrowserStage({ GATEHOUSE_ACCESS_TTL: `${ACCESS_TTL_SECONDS}s` });

  async function newVisitor(): Promise<{ context: BrowserContext; page: Page; person: Person }> {
    const context = await stage.newContext();
    const page = await context.newPage();
    const person = await newPerson(stage.service.api);
    await logInAt(page, '/account', person);
    return { context, page, person };
  }

  const cookieOf = async (context: BrowserContext, name: string): Promise<string | undefined> =>
    (await context.cookies(OWN)).find(cookie => cookie.name === name)?.value;

  const sessionsOf = ({ id }: Person): Promise<{ id: string; revoked: boolean }[]> =>
    stage.database.query('SELECT id, revoked FROM sessions WHERE user_id = $1 ORDER BY id', [id]);

  it('opens with a password, and says who is there and where else they are logged in', async () => {
    const { page, person } = await newVisitor();
    expect(await page.getByRole('definition').first().textContent()).toBe(person.email);
    expect(await page.getByText('this one').count()).toBe(1);
    expect(await page.getByText('Chrome on Linux').count()).toBe(1);
  });

  it('says what is wrong with a wrong password, and nothing of whether there is such a person', async () => {
    const page = await stage.newPage();
    const { email } = await newPerson(stage.service.api);
    const texts: string[] = [];
    for (const somebody of [email, 'nobody@example.test']) {
      await page.goto(`${OWN}/account`);
      await fillInLogin(page, { email: somebody, password: 'not the right one' });
      texts.push((await page.getByRole('alert').locator('p').textContent()) ?? '');
    }
    expect(texts).toEqual(Array(2).fill('The e-mail address or the password is wrong.'));
  });

  it('goes on across the end of an access token, and a reload after it, without a login', async () => {
    const { context, page, person } = await newVisitor();
    const before = await cookieOf(context, REFRESH);
    await accessExpires(context);
    await page.reload();
    await page.getByText('this one').waitFor();
    expect(await cookieOf(context, REFRESH)).not.toBe(before);
    expect(await sessionsOf(person)).toHaveLength(1);

    await accessExpires(context);
    await page.getByRole('button', { name: 'End all others' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End all others' }).click();
    await page.getByText('All other sessions have ended.').waitFor();
  });

  it('is refreshed by several tabs at once without being taken for stolen', async () => {
    const { context, page, person } = await newVisitor();
    const tabs = [page, await context.newPage(), await context.newPage()];
    for (const tab of tabs.slice(1)) await tab.goto(`${OWN}/account`);
    await accessExpires(context);
    await Promise.all(tabs.map(tab => tab.reload()));
    for (const tab of tabs) await tab.getByText('this one').waitFor();
    expect(await sessionsOf(person)).toEqual([expect.objectContaining({ revoked: false })]);
    const odd = await stage.database.query(
      `SELECT kind FROM audit_events WHERE kind IN ('authn_token_reuse', 'authn_token_grace')`,
    );
    expect(odd).toEqual([]);
  });

  it('ends with a log-out: its cookies gone, session over, other tabs at the login', async () => {
    const { context, page, person } = await newVisitor();
    const other = await context.newPage();
    await other.goto(`${OWN}/account`);
    await other.getByText('this one').waitFor();
    await page.getByRole('navigation').getByRole('button', { name: 'Log out' }).click();
    await page.getByText('You are logged out.').waitFor();
    await other.getByText('You are logged out.').waitFor();
    expect(await stage.loginCookies(context)).toEqual([]);
    expect(await sessionsOf(person)).toEqual([expect.objectContaining({ revoked: true })]);
    await page.reload();
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
  });

  it('ends everywhere when another browser says so, and the page asks once for a new login', async () => {
    const { page: here, person } = await newVisitor();
    const there = await stage.newPage();
    await logInAt(there, '/account', person);
    await there.getByRole('button', { name: 'End all others' }).click();
    await there.getByRole('dialog').getByRole('button', { name: 'End all others' }).click();
    await there.getByText('All other sessions have ended.').waitFor();

    const before = stage.hosts.seen.length;
    await here.getByRole('button', { name: 'End all others' }).click();
    await here.getByRole('dialog').getByRole('button', { name: 'End all others' }).click();
    await here.getByText('Your session has ended. Log in to go on.').waitFor();
    // The change, and one attempt to refresh; what the login then asks for, to offer passkeys, is another matter.
    const posted = stage.hosts.seen.slice(before).filter(({ method }) => method === 'POST');
    const paths = posted.map(({ path }) => path).filter(path => path !== '/v1/auth/login/passkey/options');
    expect(paths).toEqual(['/v1/auth/logout-all?keep_current=true', '/v1/auth/refresh']);
    await fillInLogin(here, person);
    await here.getByText('this one').waitFor();
  });

  it('ends one by one, as the list says', async () => {
    const { page, person } = await newVisitor();
    const there = await stage.newPage({ userAgent: 'curl/8.5.0' });
    await logInAt(there, '/account', person);
    await page.reload();
    await page.getByRole('button', { name: 'End the session of curl' }).click();
    await page.getByText('The session of curl has ended.').waitFor();
    expect((await sessionsOf(person)).map(({ revoked }) => revoked)).toEqual([false, true]);
  });

  it('is another one after a login over it', async () => {
    const { context, page, person } = await newVisitor();
    const [before] = await sessionsOf(person);
    const body = JSON.stringify({ email: person.email, password: person.password, transport: 'cookie' });
    const status = await page.evaluate(
      async body =>
        (await fetch('/v1/auth/login', { method: 'POST', headers: { 'content-type': 'application/json' }, body }))
          .status,
      body,
    );
    expect(status).toBe(200);
    const sessions = await sessionsOf(person);
    expect(sessions.map(({ revoked }) => revoked)).toEqual([true, false]);
    expect(sessions[0]?.id).toBe(before?.id);
    expect(await stage.loginCookies(context)).toEqual([ACCESS, REFRESH]);
    await page.reload();
    await page.getByText('this one').waitFor();
  });

  it('changes to another person’s in one tab, and no tab goes on in the old name', async () => {
    const { context, page, person } = await newVisitor();
    const other = await context.newPage();
    await other.goto(`${OWN}/account`);
    await settled(other);
    await page.getByRole('navigation').getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    await fillInLogin(page, ADMIN);
    await other.getByText(ADMIN.email).waitFor();
    expect(await other.getByText(person.email).count()).toBe(0);
  });

  it('ends elsewhere with a new password, and goes on here', async () => {
    const { page, person } = await newVisitor();
    const elsewhere = await stage.newPage();
    await logInAt(elsewhere, '/account', person);
    const change = async (current: string, next: string): Promise<void> => {
      await page.getByLabel('Current password').fill(current);
      await page.getByLabel('New password', { exact: true }).fill(next);
      await page.getByLabel('New password again').fill(next);
      await page.getByRole('button', { name: 'Change password' }).click();
    };
    await change(person.password, 'short');
    await page
      .locator('.field-error')
      .getByText(/at least/)
      .waitFor();
    await change(person.password, 'cobalt-meadow-lantern-31');
    await page.getByText('Your password is changed.').waitFor();
    await elsewhere.reload();
    await elsewhere.getByRole('heading', { name: 'Log in' }).waitFor();
    await page.reload();
    await page.getByText('this one').waitFor();
  });

  it('leaves no secret where a script could find it', async () => {
    const { context, page } = await newVisitor();
    const secrets = (await context.cookies(OWN)).map(({ value }) => value);
    expect(secrets).toHaveLength(3);
    const found = await page.evaluate(async () => ({
      cookie: document.cookie,
      local: { ...localStorage },
      session: { ...sessionStorage },
      databases: await indexedDB.databases(),
      caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      window: window.name,
      history: JSON.stringify(history.state),
      url: location.href,
      page: document.documentElement.outerHTML,
    }));
    const { page: html, ...rest } = found;
    expect(rest).toEqual({
      cookie: '',
      local: {},
      session: {},
      databases: [],
      caches: [],
      workers: 0,
      window: '',
      history: 'null',
      url: `${OWN}/account`,
    });
    for (const secret of secrets) expect(html).not.toContain(secret);
    const cookies = await context.cookies(OWN);
    for (const { httpOnly, secure, sameSite, domain, path } of cookies) {
      expect({ httpOnly, secure, sameSite, domain, path }).toEqual({
        httpOnly: true,
        secure: true,
        sameSite: 'Strict',
        domain: 'auth.example.test',
        path: '/',
      });
    }
  });
});
