/** How the console tells what a service has to do to use its account. */
import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { NODE } from '../../apps/pages/src/console/clients/use/node.js';
import { ADMIN } from '../support/gatehouse.js';
import { adminToken } from '../support/people.js';
import { OWN } from '../support/tls-hosts.js';
import { overflow, violationsByDayAndNight } from './axe.js';
import { focused, tabTo } from './keyboard.js';
import { describeInChromium, logInAt, settled, useBrowserStage } from './stage.js';

describeInChromium('how to use a client', () => {
  const stage = useBrowserStage();
  let page: Page;

  beforeAll(async () => {
    await adminToken(stage.service.api);
    page = await stage.newPage({ permissions: ['clipboard-read', 'clipboard-write'] });
    await logInAt(page, '/console#/clients', ADMIN);
  });

  it('is shown with its secret this once, and afterwards without', async () => {
    await page.getByRole('button', { name: 'New client' }).click();
    await page.getByLabel('Name').fill('reports');
    await page.getByLabel('Scopes').fill('revocations:read');
    await page.getByRole('button', { name: 'Make it' }).click();
    const dialog = page.getByRole('dialog');
    const secret = await dialog.getByLabel('The secret of the client').last().inputValue();
    const environment = dialog.getByLabel('In its environment', { exact: true });
    await environment.waitFor();
    expect(await environment.innerText()).toMatch(
      new RegExp(
        `^export GATEHOUSE_ISSUER=${OWN}\nexport AUDIENCE=${OWN}\nexport CLIENT_ID=[0-9a-f-]{36}\nexport CLIENT_SECRET=${secret}$`,
      ),
    );
    expect(await violationsByDayAndNight(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('heading', { name: 'reports' }).waitFor();
    await settled(page);
    expect(await page.content()).not.toContain(secret);
    expect(await environment.count()).toBe(0);
    await page.getByLabel('In its environment', { exact: true }).waitFor();
  });

  it('is filled in with the audience that somebody chooses, and copied', async () => {
    await page.getByLabel('Audience').fill("it's reports");
    await page.getByRole('button', { name: 'Copy: In its environment' }).click();
    await page.getByText('Copied.').waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain(`export AUDIENCE='it'\\''s reports'\n`);
    await page.getByLabel('Audience').fill('reports');
  });

  it('is told in five languages, chosen by the arrow keys', async () => {
    await page.getByLabel('Audience').focus();
    await tabTo(page, 'Nest');
    await page.keyboard.press('ArrowRight');
    expect(await focused(page)).toBe('Node');
    expect(await page.getByRole('tab', { name: 'Node' }).getAttribute('aria-selected')).toBe('true');
    expect(await page.getByLabel('Verify tokens', { exact: true }).nth(1).textContent()).toBe(NODE.verify);
    const shown = [await focused(page)];
    for (let step = 0; step < 4; step++) {
      await page.keyboard.press('ArrowRight');
      shown.push(await focused(page));
      expect(await violationsByDayAndNight(page)).toEqual([]);
    }
    expect(shown).toEqual(['Node', 'Python', 'Go', 'curl', 'Nest']);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await overflow(page)).toBe(0);
    await page.setViewportSize({ width: 1280, height: 800 });
  });
});
