/** Logging in by a code that is mailed, as people do it. */
import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { newEquipped } from '../support/factors.js';
import { CODES_ON, mailedCode, newReader, otherThan, verified } from '../support/login-codes.js';
import { Mailbox } from '../support/mailbox.js';
import { OWN } from '../support/tls-hosts.js';
import { violations } from './axe.js';
import { describeInChromium, useBrowserStage } from './stage.js';

const OFFER = 'Mail me a code';

describeInChromium('a login by a code that is mailed', () => {
  const stage = useBrowserStage(CODES_ON);

  async function asked(email: string): Promise<Page> {
    const page = await stage.newPage();
    await page.goto(`${OWN}/account`);
    await page.getByLabel('E-mail address').fill(email);
    await page.getByRole('button', { name: OFFER }).click();
    await page.getByText(`If there is an account of ${email}, a code is on its way to it.`).waitFor();
    return page;
  }

  const codeTo = (email: string): Promise<string> => mailedCode(new Mailbox(stage.database), email);

  it('takes the code, after a wrong one that it says is wrong, by keyboard alone', async () => {
    const { email } = await newReader(stage.service.api, stage.database);
    const page = await asked(email);
    expect(await violations(page)).toEqual([]);
    const code = await codeTo(email);
    // The field has the focus.
    await page.keyboard.type(otherThan(code));
    await page.keyboard.press('Enter');
    await page.getByText('The code is wrong. It has to be the one of the newest mail').waitFor();
    await page.getByText('4 tries are left').waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.type(code);
    await page.keyboard.press('Enter');
    await page.getByText('this one').waitFor();
    expect(await page.getByText(email).count()).toBeGreaterThan(0);
  });

  it('goes on to the second step', async () => {
    const { person, recoveryCodes } = await newEquipped(stage.service.api);
    await verified(stage.database, person);
    const page = await asked(person.email);
    await page.getByLabel('Code', { exact: true }).fill(await codeTo(person.email));
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { name: 'One more step' }).waitFor();
    await page.getByRole('button', { name: 'Use a recovery code instead' }).click();
    await page.getByLabel('Recovery code').fill(recoveryCodes[0] ?? '');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('this one').waitFor();
  });

  it('says how many tries are left, and begins anew when there is none', async () => {
    const { email } = await newReader(stage.service.api, stage.database);
    const page = await asked(email);
    const wrong = otherThan(await codeTo(email));
    for (const left of ['4 tries are', '3 tries are', '2 tries are', '1 try is']) {
      await page.getByLabel('Code', { exact: true }).fill(wrong);
      await page.getByRole('button', { name: 'Log in' }).click();
      await page.getByText(`${left} left`).waitFor();
    }
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('Code', { exact: true }).fill(wrong);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByText('The code was wrong five times').waitFor();
    await page.getByRole('button', { name: OFFER }).waitFor();
  });

  it('begins anew, with a sentence, once it was tried too often; and needs an address', async () => {
    const { email } = await newReader(stage.service.api, stage.database);
    const page = await asked(email);
    await codeTo(email);
    await stage.database.query('UPDATE login_codes SET tries = 5');
    await page.getByLabel('Code', { exact: true }).fill('00000000');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByText('That has taken too long, or too many tries. Log in once more.').waitFor();
    await page.getByRole('button', { name: OFFER }).click();
    expect(await page.getByLabel('E-mail address').evaluate(field => field === document.activeElement)).toBe(true);
    expect(await page.getByRole('heading', { name: 'A code by mail' }).count()).toBe(0);
  });
});

describeInChromium('a login where there are no codes', () => {
  const stage = useBrowserStage();

  it('does not offer any', async () => {
    const page = await stage.newPage();
    const told = page.waitForResponse('**/.well-known/oauth-authorization-server');
    await page.goto(`${OWN}/account`);
    await (await told).finished();
    await page.getByRole('button', { name: 'Log in' }).waitFor();
    expect(await page.getByRole('button', { name: OFFER }).count()).toBe(0);
  });
});
