/** What people do about their second factors on the pages, and administrators for them. */
import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { newEquipped } from '../support/factors.js';
import { ADMIN } from '../support/gatehouse.js';
import { newPerson, type Person } from '../support/people.js';
import { codeOf } from '../support/specs/authenticator.js';
import { OWN } from '../support/tls-hosts.js';
import { leaveOffers, PasskeyVisitor } from './passkey-visitor.js';
import { describeInChromium, fillInLogin, logInAt, useBrowserStage } from './stage.js';

describeInChromium('second factors on the pages', () => {
  const stage = useBrowserStage();

  async function newVisitor(): Promise<{ page: Page; person: Person }> {
    const person = await newPerson(stage.service.api);
    const page = await stage.newPage();
    await logInAt(page, '/account', person);
    return { page, person };
  }

  /** @returns the secret of the app, and the recovery codes */
  async function enrolApp(page: Page, person: Person): Promise<{ secret: string; codes: string[] }> {
    await page.getByRole('button', { name: 'Add an app' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Password').fill(person.password);
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await dialog.getByRole('img', { name: 'QR code for the app' }).waitFor();
    const secret = ((await dialog.locator('.key').textContent()) ?? '').replaceAll(' ', '');
    await dialog.getByLabel('Code', { exact: true }).fill(codeOf(secret));
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    return { secret, codes: await keepCodes(page) };
  }

  async function keepCodes(page: Page): Promise<string[]> {
    const list = page.getByRole('list', { name: 'Recovery codes' });
    await list.waitFor();
    const codes = await list.getByRole('listitem').allTextContents();
    await page.getByRole('button', { name: 'Done' }).click();
    return codes;
  }

  const logOut = async (page: Page): Promise<void> => {
    await page.getByRole('navigation').getByRole('button', { name: 'Log out' }).click();
    await page.getByText('You are logged out.').waitFor();
  };

  it('are an app that is added by its first code, asked for at the next login, and removed', async () => {
    const { page, person } = await newVisitor();
    const { secret, codes } = await enrolApp(page, person);
    expect(codes).toHaveLength(10);
    await page.getByText('10 left').waitFor();
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect(await page.content()).not.toContain(codes[0]);
    await logOut(page);

    await fillInLogin(page, person);
    await page.getByLabel('Code', { exact: true }).fill(codeOf(secret, 1));
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('button', { name: 'Remove Authenticator app' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('You have none:').waitFor();
  });

  it('are removed by who shows one once more, where the last time is long ago', async () => {
    const { page, person } = await newVisitor();
    const { codes } = await enrolApp(page, person);
    // Ten minutes would have to pass.
    const stale = { code: 'insufficient_user_authentication', title: 'This needs a more recent login.', status: 401 };
    await page.route('**/v1/auth/factors/*', route => route.fulfill({ status: 401, json: stale }), { times: 1 });
    await page.getByRole('button', { name: 'Remove Authenticator app' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    const dialog = page.getByRole('dialog', { name: 'Is it you?' });
    await dialog.getByRole('button', { name: 'Use a recovery code instead' }).click();
    await dialog.getByLabel('Recovery code').fill(codes[0] ?? '');
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('You have none:').waitFor();
  });

  it('are a passkey that is added, and lets its owner in without a password', async () => {
    const person = await newPerson(stage.service.api);
    const page = await stage.newPage();
    await leaveOffers(page);
    await PasskeyVisitor.open(page, OWN);
    await page.goto(`${OWN}/account`);
    await fillInLogin(page, person);
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Password').fill(person.password);
    await dialog.getByRole('button', { name: 'Go on' }).click();
    expect(await keepCodes(page)).toHaveLength(10);
    await logOut(page);
    // What was said to who was there is not said to whoever comes next.
    expect(await page.getByText('is added').count()).toBe(0);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByText('this one').waitFor();
  });

  it('are reset by an administrator, who asks first', async () => {
    const { person } = await newEquipped(stage.service.api);
    const page = await stage.newPage();
    await logInAt(page, `/console#/users/${person.id}`, ADMIN);
    await page.getByText('10 left').waitFor();
    await page.getByRole('button', { name: 'Reset factors' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reset factors' }).click();
    await page.getByText('This user has no second factor.').waitFor();
    expect((await stage.service.api.login(person.email, person.password)).status).toBe(200);
  });
});
