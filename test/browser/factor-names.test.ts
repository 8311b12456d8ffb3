/** What people call their factors is theirs to choose, and shown to administrators: it is text, and fits. */
import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { FACTORS, newEquipped } from '../support/factors.js';
import { ADMIN } from '../support/gatehouse.js';
import { codeOf } from '../support/specs/authenticator.js';
import { OWN } from '../support/tls-hosts.js';
import { overflow } from './axe.js';
import { describeInChromium, fillInLogin, logInAt, settled, useBrowserStage } from './stage.js';

const RTL_OVERRIDE = '\u202e';
/** Each would tell by `executed` if it ran. */
const NAMES = [
  `<img src=x onerror=executed(1)><script>executed(2)</script>`,
  `"><svg onload=executed(3)> javascript:executed(4) \${executed(5)}`,
  'W'.repeat(64),
  '🔑🚀 Schlüssel – ключ – 鍵',
  'مفتاح my phone מפתח',
];

describeInChromium('the name of a factor', () => {
  const stage = useBrowserStage();

  async function rename(page: Page, name: string): Promise<void> {
    await page.getByRole('button', { name: /^Rename / }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByRole('button', { name: 'Save' }).click();
  }

  it('is text, whatever it is, and keeps the page in shape: its owner’s and the administrator’s', async () => {
    const { person, authenticator } = await newEquipped(stage.service.api);
    const page = await stage.newPage({ viewport: { width: 320, height: 640 } });
    const executed: unknown[] = [];
    await page.exposeFunction('executed', (what: unknown) => void executed.push(what));
    await page.goto(`${OWN}/account`);
    await fillInLogin(page, person);
    await page.getByLabel('Code', { exact: true }).fill(codeOf(authenticator.secret, 1));
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('this one').waitFor();

    const console = await stage.newPage();
    await logInAt(console, `/console#/users/${person.id}`, ADMIN);
    for (const name of NAMES) {
      await rename(page, name);
      await page.getByRole('button', { name: `Rename ${name}` }).waitFor();
      expect([name, await page.getByRole('cell', { name, exact: true }).innerText()]).toEqual([name, name]);
      expect([name, await overflow(page)]).toEqual([name, 0]);
      await page.getByRole('button', { name: `Remove ${name}` }).click();
      expect(await page.getByRole('dialog').getByRole('heading').innerText()).toBe(`Remove ${name}?`);
      expect([name, await overflow(page)]).toEqual([name, 0]);
      await page.keyboard.press('Escape');
      await console.reload();
      await settled(console);
      expect([name, await console.locator('main').innerText()]).toEqual([name, expect.stringContaining(name)]);
      for (const one of [page, console]) {
        expect(await one.locator('main').locator('script, img, svg, iframe, [onerror], [onload]').count()).toBe(0);
      }
    }
    expect(executed).toEqual([]);
  });

  it('is not one whose letters cannot be seen, or turn what stands beside them around', async () => {
    const { person, authenticator, tokens } = await newEquipped(stage.service.api);
    const page = await stage.newPage();
    await page.goto(`${OWN}/account`);
    await fillInLogin(page, person);
    await page.getByLabel('Code', { exact: true }).fill(codeOf(authenticator.secret, 1));
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('this one').waitFor();
    for (const name of [`${RTL_OVERRIDE}enohp ym`, 'my\u200bphone', 'my\u0000phone']) {
      const path = `${FACTORS}/${authenticator.id}`;
      const { status } = await stage.service.api.patch(path, { name }, { token: tokens.access_token });
      expect([JSON.stringify(name), status]).toEqual([JSON.stringify(name), 400]);
    }
    await rename(page, `${RTL_OVERRIDE}enohp ym`);
    await page.getByRole('dialog').getByText('name has characters that cannot be seen or told from others').waitFor();
    expect(await page.getByRole('dialog').getByLabel('Name').getAttribute('aria-invalid')).toBe('true');
  });
});
