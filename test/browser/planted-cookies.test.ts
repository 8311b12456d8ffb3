import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ACCESS, REFRESH } from '../support/browser.js';
import { ADMIN } from '../support/gatehouse.js';
import { logIn, newPerson } from '../support/people.js';
import { OWN, SIBLING } from '../support/tls-hosts.js';
import { describeInChromium, logInAt, settled, useBrowserStage } from './stage.js';

describeInChromium('a cookie that a sibling host has planted', () => {
  const stage = useBrowserStage();

  /** Sets cookies as the sibling may: for the whole domain, in its answers and by script. */
  async function plant(page: Page, cookies: readonly string[]): Promise<void> {
    const query = new URLSearchParams(cookies.map(cookie => ['cookie', cookie])).toString();
    await page.goto(`${SIBLING}/?${query}`);
    await page.evaluate(cookies => {
      for (const cookie of cookies) document.cookie = cookie;
    }, cookies);
  }

  it('counts for nothing, and takes no place of the true one', async () => {
    const { api } = stage.service;
    const attacker = await logIn(api, await newPerson(api));
    const planted = [ACCESS, REFRESH].flatMap((name, index) => {
      const value = index === 0 ? attacker.access_token : attacker.refresh_token;
      const bare = name.replace('__Host-', '');
      // To a browser a name that begins with anything else has no prefix, be it a byte that some take for white space.
      const spaced = [' ', '\u00a0', '\u0085'].flatMap(space => [`${space}${name}`, `${name}${space}`]);
      return [name, bare, `__Secure-${bare}`, name.toLowerCase(), ...spaced].map(
        variant => `${variant}=${value}; Domain=example.test; Path=/; Secure`,
      );
    });
    const context = await stage.newContext();
    const page = await context.newPage();
    await plant(page, planted);
    await page.goto(`${OWN}/account`);
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    const names = (stage.hosts.seen.at(-1)?.cookies ?? '').split('; ').map(pair => pair.slice(0, pair.indexOf('=')));
    // What has no prefix to a browser it takes for the whole domain, so these are real attempts.
    expect(names).toEqual(expect.arrayContaining(['gatehouse_access', `\u00a0${ACCESS}`, `\u00a0${REFRESH}`]));
    expect(names).not.toContain(ACCESS);
    expect(names).not.toContain(REFRESH);

    await logInAt(page, '/account', ADMIN);
    await plant(page, planted);
    await page.goto(`${OWN}/account`);
    await settled(page);
    expect(await page.getByRole('definition').first().textContent()).toBe(ADMIN.email);
    await page.getByRole('button', { name: 'End all others' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End all others' }).click();
    await page.getByText('All other sessions have ended.').waitFor();
  });
});
