import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { chromiumIsInstalled, startChromium } from '../support/chromium.js';
import { freePort } from '../support/free-port.js';
import { ADMIN } from '../support/gatehouse.js';
import { describeWhere } from '../support/left-out.js';
import { documentedLocations, Nginx, nginxIsInstalled } from '../support/nginx.js';
import { useGatehouse } from '../support/use-gatehouse.js';
import { use } from '../support/use.js';
import { fillInLogin, settled } from './stage.js';

// Whichever of them is not there has said so.
const describeBehindNginx = describeWhere(nginxIsInstalled && chromiumIsInstalled);

describeBehindNginx.each([
  ['passes the path on', 0],
  ['strips the path', 1],
])('the pages below a path, in a browser, behind an nginx that %s', (_what, which) => {
  let port: number;
  let issuer: string;
  const { service } = useGatehouse(async () => {
    port = await freePort();
    issuer = `http://localhost:${port}/auth`;
    return { GATEHOUSE_ISSUER: issuer, GATEHOUSE_PASSWORD_GRANT: 'on' };
  });
  use(
    async () => Nginx.start(port, (await documentedLocations())[which] ?? '', service.url),
    nginx => nginx.stop(),
  );
  const browser = use(
    () => startChromium(),
    browser => browser.close(),
  );
  let page: Page;
  const complaints: string[] = [];
  const outside: string[] = [];

  beforeAll(async () => {
    page = await browser.newPage();
    page.setDefaultTimeout(20_000);
    page.on('console', message => {
      // Nobody is logged in at first: the browser itself notes that 401.
      if (message.type() === 'error' && !message.text().includes('401')) complaints.push(message.text());
    });
    page.on('pageerror', error => complaints.push(String(error)));
    page.on('request', request => {
      if (!/^(data:|about:)/.test(request.url()) && !request.url().startsWith(`${issuer}/`))
        outside.push(request.url());
    });
  });

  it('log somebody in, lead to each other, and go on after a reload', async () => {
    await page.goto(`${issuer}/account`);
    await fillInLogin(page, ADMIN);
    await page.getByRole('button', { name: 'Log out' }).first().waitFor();
    await settled(page);
    await page.getByRole('link', { name: 'Console' }).click();
    await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
    expect(page.url()).toMatch(new RegExp(`^${issuer}/console`));
    await page.reload();
    await page.getByRole('link', { name: 'Account' }).click();
    await page.getByRole('button', { name: 'Log out' }).first().click();
    await page.getByLabel('E-mail address').waitFor();
    expect([complaints, outside]).toEqual([[], []]);
  });

  it('of the documentation calls what it describes', async () => {
    await page.goto(`${issuer}/docs`);
    await page.getByRole('button', { name: 'Authorize' }).first().click();
    const dialog = page.locator('.auth-container', { has: page.locator('#oauth_username') });
    await dialog.locator('#oauth_username').fill(ADMIN.email);
    await dialog.locator('#oauth_password').fill(ADMIN.password);
    await dialog.getByRole('button', { name: 'Apply given OAuth2 credentials' }).click();
    await page.getByRole('button', { name: 'Remove authorization' }).first().waitFor();
    await page.getByRole('button', { name: 'Close' }).first().click();
    const operation = page.locator('#operations-auth-getMe');
    await operation.getByRole('button').first().click();
    await operation.getByRole('button', { name: 'Try it out' }).click();
    const answered = page.waitForResponse(response => response.url() === `${issuer}/v1/auth/me`);
    await operation.getByRole('button', { name: 'Execute' }).click();
    expect((await answered).status()).toBe(200);
    expect([complaints, outside]).toEqual([[], []]);
  });
});
