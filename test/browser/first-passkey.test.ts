/** From a clone to a login with a passkey: by the steps that the document lists, word for word. */
import { readFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ADMIN } from '../support/gatehouse.js';
import { OWN } from '../support/tls-hosts.js';
import { leaveOffers, PasskeyVisitor } from './passkey-visitor.js';
import { describeInChromium, useBrowserStage } from './stage.js';

const DOCUMENT = 'README.md';
const STEPS = /^## Log in with a passkey\n(.*?)\n#/ms;
/** An address to open, or something that is pressed or filled in. */
const DEED = /<http:\/\/localhost:3000(\/[^>]*)>|\*\*(.+?)\*\*/g;
const VALUES: Readonly<Record<string, string>> = { 'E-mail address': ADMIN.email, Password: ADMIN.password };

/** What is there afterwards, before the next thing is done. */
const follows: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'Log in': page => page.getByText('this one').waitFor(),
  'Add a passkey': page => page.getByRole('dialog').waitFor(),
  'Go on': page => page.getByRole('list', { name: 'Recovery codes' }).waitFor(),
  Done: page => page.locator('dialog').waitFor({ state: 'detached' }),
  'Log out': page => page.getByText('You are logged out.').waitFor(),
  'Use a passkey': page => page.getByText('this one').waitFor(),
};

describeInChromium('the way to a first passkey', () => {
  const stage = useBrowserStage();

  /** In the dialog, where there is one. */
  async function act(page: Page, name: string): Promise<void> {
    const dialog = page.getByRole('dialog');
    const place = (await dialog.count()) > 0 ? dialog : page;
    const value = VALUES[name];
    if (value === undefined) await place.getByRole('button', { name, exact: true }).first().click();
    else await place.getByLabel(name, { exact: true }).fill(value);
  }

  it('is what the document says', async () => {
    const [, steps = ''] = STEPS.exec(await readFile(DOCUMENT, 'utf8')) ?? [];
    const deeds = [...steps.matchAll(DEED)];
    const lines = steps.split('\n').filter(line => line !== '');
    expect([lines.length <= 10, deeds.length]).toEqual([true, 11]);
    const page = await stage.newPage();
    await leaveOffers(page);
    await PasskeyVisitor.open(page, OWN);
    for (const [, path, name = ''] of deeds) {
      if (path === undefined) await act(page, name);
      else await page.goto(OWN + path);
      await follows[name]?.(page);
    }
    expect(await page.getByText(ADMIN.email).count()).toBeGreaterThan(0);
  });
});
