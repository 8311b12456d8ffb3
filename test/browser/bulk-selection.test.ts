/** How an administrator chooses several people, and what is said of them. */
import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { newOfficer, type Invited } from '../support/accounts.js';
import { ADMIN } from '../support/gatehouse.js';
import { adminToken } from '../support/people.js';
import { overflow, violationsByDayAndNight } from './axe.js';
import { newPeople, open } from './bulk-scene.js';
import { focused, press, tabTo } from './keyboard.js';
import { describeInChromium, logInAt, settled, useBrowserStage } from './stage.js';

const COUNT = 27;

describeInChromium('choosing several people', () => {
  const stage = useBrowserStage({ GATEHOUSE_MAIL: 'off' });
  let page: Page;
  let people: Invited[];

  beforeAll(async () => {
    const { api } = stage.service;
    people = await newPeople(api, await adminToken(api), 'chosen', COUNT);
    page = await stage.newPage();
    await logInAt(page, '/console#/users', ADMIN);
  });

  const emailOf = (index: number): string => people[index]?.email ?? '';
  async function logOut(): Promise<void> {
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
  }

  const said = (): Promise<string> => page.getByRole('region', { name: 'Chosen' }).getByRole('status').innerText();

  it('goes on across more of the list, another search and another page, and can be corrected', async () => {
    await open(page, 'users?email_contains=chosen&sort=email');
    expect(await said()).toBe('Nobody is chosen.');
    await page.getByLabel(`Choose ${emailOf(0)}`).check();
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByLabel(`Choose ${emailOf(26)}`).check();
    await open(page, `users?email_contains=${emailOf(5)}`);
    await page.getByLabel(`Choose ${emailOf(5)}`).check();
    await open(page, 'roles');
    await open(page, 'users?email_contains=chosen&sort=email');
    expect(await said()).toBe('3 people chosen');
    expect(await page.getByLabel(`Choose ${emailOf(5)}`).isChecked()).toBe(true);
    await page.getByText('Who', { exact: true }).click();
    await page.getByRole('button', { name: `Take out ${emailOf(5)}` }).click();
    expect(await page.getByLabel(`Choose ${emailOf(5)}`).isChecked()).toBe(false);
    expect(await said()).toBe('2 people chosen');
    await page.getByRole('button', { name: 'Choose all that are shown' }).click();
    expect(await said()).toBe('26 people chosen');
    expect(await violationsByDayAndNight(page)).toEqual([]);
    await page.getByRole('button', { name: 'Choose none' }).click();
    expect(await said()).toBe('Nobody is chosen.');
    expect(await page.getByRole('button', { name: 'Disable' }).count()).toBe(0);
  });

  it('is done by keyboard alone', async () => {
    await open(page, `users?email_contains=${emailOf(7)}`);
    await page.locator('h1').focus();
    await press(page, 'Choose all that are shown');
    await tabTo(page, 'Who');
    await page.keyboard.press('Enter');
    await press(page, 'Take out');
    expect(await focused(page)).toBe('Nobody is chosen.');
    await tabTo(page, 'chosen');
    await page.keyboard.press('Space');
    expect(await said()).toBe('1 person chosen');
    await page.locator('h1').focus();
    await press(page, 'Choose none');
    expect(await said()).toBe('Nobody is chosen.');
  });

  it('is done by addresses as they stand in a mail, and says whom it does not know', async () => {
    await open(page, 'users');
    await page.getByRole('button', { name: 'Paste addresses' }).click();
    const dialog = page.getByRole('dialog');
    const written = [emailOf(1).toUpperCase(), `Somebody <${emailOf(2)}>`, 'stranger@example.test', 'no address', ''];
    await dialog.getByLabel('E-mail addresses').fill(written.join('\n'));
    expect(await violationsByDayAndNight(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Choose them' }).click();
    await dialog.getByText('Chosen: 2 people. Not found: 2.').waitFor();
    expect(await dialog.getByRole('listitem').allTextContents()).toEqual(['stranger@example.test', 'no address']);
    expect(await violationsByDayAndNight(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Close' }).click();
    expect(await said()).toBe('2 people chosen');
  });

  it('fits into 320 pixels, in twice the size of text as well', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    await open(page, 'users?email_contains=chosen');
    await page.getByText('Who', { exact: true }).click();
    expect(await overflow(page)).toBe(0);
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
    expect(await overflow(page)).toBe(0);
    await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
    expect(await violationsByDayAndNight(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('is not offered to who may change nobody, and does not go over to who comes next', async () => {
    const { api } = stage.service;
    const reader = await newOfficer(api, await adminToken(api), ['users:read']);
    await logOut();
    await logInAt(page, '/console#/users', reader.person);
    expect(await page.getByRole('region', { name: 'Chosen' }).count()).toBe(0);
    expect(await page.getByRole('checkbox').count()).toBe(0);
    await logOut();
    await logInAt(page, '/console#/users', ADMIN);
    await settled(page);
    expect(await said()).toBe('Nobody is chosen.');
  });
});
