/** What may happen to somebody on the way from an application and back: each ends in a page that says what to do. */
import { beforeAll, expect, it } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { type Application, newApplication, requestOf, textOf } from '../support/oidc-scene.js';
import { adminToken, newPerson, type Person } from '../support/people.js';
import { OWN, STRANGER } from '../support/tls-hosts.js';
import { describeInChromium, fillInLogin, useBrowserStage } from './stage.js';

const WIKI = STRANGER;
const CALLBACK = `${WIKI}/callback`;

describeInChromium('on the way from an application', () => {
  const stage = useBrowserStage();
  let application: Application;
  let person: Person;

  beforeAll(async () => {
    const uris = { redirect_uris: [CALLBACK], post_logout_redirect_uris: [`${WIKI}/bye`] };
    application = await newApplication(stage.service.api, await adminToken(stage.service.api), {
      ...uris,
      name: 'Wiki',
    });
  });

  const address = (more: Record<string, string> = {}): string =>
    `${OWN}/oauth/authorize?${textOf(requestOf(application, { redirect_uri: CALLBACK, ...more }).query)}`;

  async function comeFromWiki(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    await page.goto(`${WIKI}/`);
    await page.evaluate(url => location.assign(url), address());
    await page.getByText('To go on to').waitFor();
    return page;
  }

  const consent = (page: Page): Promise<void> => page.getByRole('heading', { name: 'Let Wiki in?' }).waitFor();
  const allow = (page: Page): Promise<void> => page.getByRole('button', { name: 'Allow' }).click();
  const backWithCode = (page: Page): Promise<void> =>
    page.waitForURL(({ origin, searchParams }) => origin === WIKI && searchParams.has('code'));

  async function comeToConsent(): Promise<Page> {
    person = await newPerson(stage.service.api);
    const page = await comeFromWiki(await stage.newContext());
    await fillInLogin(page, person);
    await consent(page);
    return page;
  }

  it('a reload goes on where one was, and the back button goes back to the application', async () => {
    const page = await comeToConsent();
    await page.reload();
    await consent(page);
    await allow(page);
    await backWithCode(page);
    await page.goBack();
    await page.waitForURL(`${WIKI}/`);
    // Forward again is the answer of old, which the application knows to refuse.
    await page.goForward();
    await backWithCode(page);
  });

  it('a login in one tab is one in the other, and both go back', async () => {
    person = await newPerson(stage.service.api);
    const context = await stage.newContext();
    const [one, two] = [await comeFromWiki(context), await comeFromWiki(context)];
    await fillInLogin(one, person);
    await consent(one);
    await consent(two);
    for (const page of [one, two]) {
      await allow(page);
      await backWithCode(page);
    }
  });

  it('an address that the application knows is filled in, and is not more than that', async () => {
    person = await newPerson(stage.service.api);
    const page = await stage.newPage();
    await page.goto(address({ login_hint: '"><b>somebody@else.example' }));
    const field = page.getByLabel('E-mail address');
    await field.waitFor();
    expect(await field.inputValue()).toBe('"><b>somebody@else.example');
    await fillInLogin(page, person);
    await consent(page);
    await page.getByText(`You are logged in as ${person.email}.`).waitFor();
  });

  it('who takes too long begins anew, without logging in again', async () => {
    const page = await comeToConsent();
    await stage.database.query('UPDATE oidc_interactions SET expires_at = now()');
    await allow(page);
    await page.getByText('That has taken too long, or was done in another tab.').waitFor();
    await page.getByRole('button', { name: 'Begin anew' }).click();
    await consent(page);
    await allow(page);
    await backWithCode(page);
  });

  it('who blocks cookies is told so, and goes on when they do not', async () => {
    person = await newPerson(stage.service.api);
    stage.hosts.dropsCookies = true;
    const page = await comeFromWiki(await stage.newContext());
    try {
      await fillInLogin(page, person);
      await page.getByText('Allow cookies for this address').waitFor();
    } finally {
      stage.hosts.dropsCookies = false;
    }
    await page.reload();
    await fillInLogin(page, person);
    await consent(page);
    await allow(page);
    await backWithCode(page);
  });

  it('who waits for a script is told what to do, and so is who has none', async () => {
    const page = await (await stage.newContext()).newPage();
    const scripts = '**/*.js';
    let release: () => void = () => undefined;
    const released = new Promise<void>(resolve => (release = resolve));
    await page.route(scripts, async route => {
      await released;
      await route.continue();
    });
    const waiting = 'One moment… If nothing happens, load this page again.';
    await page.goto(address(), { waitUntil: 'commit' });
    await page.getByText(waiting).waitFor();
    release();
    await page.getByLabel('E-mail address').waitFor();
    expect(await page.getByText(waiting).count()).toBe(0);

    const plain = await stage.newPage({ javaScriptEnabled: false });
    await plain.goto(address());
    expect(await plain.locator('body').innerText()).toBe('This page needs JavaScript.');
  });

  it('a frame gets an error for its application, or nothing', async () => {
    const page = await stage.newPage();
    await page.goto(`${WIKI}/`);
    const frame = (src: string): Promise<void> =>
      page.evaluate(url => {
        const element = document.createElement('iframe');
        element.src = url;
        document.body.replaceChildren(element);
      }, src);
    const arrival = page.waitForRequest(request => request.url().startsWith(`${CALLBACK}?`));
    await frame(address({ prompt: 'none' }));
    expect(new URL((await arrival).url()).searchParams.get('error')).toBe('login_required');

    const refused = page.waitForResponse(response => response.url().startsWith(`${OWN}/oauth/authorize`));
    await frame(address());
    expect([(await refused).status(), (await refused).headers()['x-frame-options']]).toEqual([400, 'DENY']);
  });

  it('an address that is not the registered one leads nowhere, however like it', async () => {
    const page = await stage.newPage();
    for (const redirect_uri of [
      'https://ATTACKER.test/callback',
      `${WIKI}/x/../callback`,
      `${CALLBACK}#code`,
      'https://x.attacker.test/callback',
      'https://attacker.test@evil.example/callback',
      `${WIKI}\\callback`,
      'javascript:alert(1)//attacker.test/callback',
    ]) {
      const login = textOf(requestOf(application, { redirect_uri }).query);
      const logout = textOf({ client_id: application.client_id, post_logout_redirect_uri: redirect_uri });
      for (const path of [`/oauth/authorize?${login}`, `/login?${login}`, `/logged-out?${logout}`]) {
        await page.goto(OWN + path);
        await page.getByRole('heading', { name: /This does not work|Not now/ }).waitFor();
        expect(new URL(page.url()).origin).toBe(OWN);
      }
    }
  });
});
