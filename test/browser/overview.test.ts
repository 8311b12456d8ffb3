/** The console's first page: what there is to see at a glance, and by whom. */
import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { newOfficer } from '../support/accounts.js';
import { ADMIN } from '../support/gatehouse.js';
import { adminToken, newPerson, type Person } from '../support/people.js';
import { OWN } from '../support/tls-hosts.js';
import { overflow, violationsByDayAndNight } from './axe.js';
import { press, tabTo } from './keyboard.js';
import { describeInChromium, logInAt, settled, useBrowserStage } from './stage.js';

describeInChromium('the overview', () => {
  const stage = useBrowserStage();
  let person: Person;

  beforeAll(async () => {
    const { api } = stage.service;
    await adminToken(api);
    person = await newPerson(api);
    for (let time = 0; time < 3; time++) await api.login(person.email, 'not-this-one-at-all');
  });

  const titleOf = (page: Page): Promise<string | null> => page.locator('h1').textContent();

  it('comes first, and says in words and tables what is drawn', async () => {
    const page = await stage.newPage();
    await logInAt(page, '/console', ADMIN);
    expect(await titleOf(page)).toBe('Overview');
    expect(await page.getByRole('link', { name: 'Overview' }).getAttribute('aria-current')).toBe('page');
    await page.getByRole('img', { name: /^failed: 3 in all, 3 at most in a step$/ }).waitFor();
    const tables = page.getByRole('group').filter({ hasText: 'As a table' });
    await tables.first().locator('summary').click();
    const row = page.getByRole('table', { name: 'logins over time, the newest first' }).getByRole('row').nth(1);
    expect(await row.locator('td[data-label="failed"]').textContent()).toBe('3');
    const accounts = page.getByRole('table', { name: /^Accounts at which logins fail/ });
    expect(await accounts.getByRole('row').nth(1).innerText()).toContain(person.email);
    await page.getByText('Active sessions').waitFor();
    expect(await violationsByDayAndNight(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await overflow(page)).toBe(0);
  });

  it('leads by keyboard to other periods, and from an account to what the trail has of it', async () => {
    const page = await stage.newPage();
    await logInAt(page, '/console', ADMIN);
    await press(page, 'Hour');
    await settled(page);
    expect(page.url()).toBe(`${OWN}/console#/overview?period=hour`);
    expect(await page.getByRole('link', { name: 'Hour' }).getAttribute('aria-current')).toBe('true');
    await page.getByRole('img', { name: /^failed: 3 in all/ }).waitFor();
    await page.locator('h1').focus();
    await tabTo(page, person.email);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Audit trail' }).waitFor();
    await settled(page);
    expect(await page.getByLabel('What', { exact: true }).inputValue()).toBe('authn_login_fail');
    const told = page.getByRole('list', { name: 'Events' });
    expect(await told.getByRole('paragraph').first().innerText()).toMatch(/failed to log in.*3 times/);
    await page.goBack();
    await page
      .getByRole('table', { name: /^Addresses from which/ })
      .getByRole('link')
      .first()
      .click();
    await page.getByRole('heading', { name: 'Audit trail' }).waitFor();
    await settled(page);
    expect(await page.getByLabel('From address').inputValue()).not.toBe('');
    expect(await page.getByLabel('Since').inputValue()).not.toBe('');
    expect(await told.getByRole('paragraph').first().innerText()).toMatch(/failed to log in.*3 times/);
  });

  it('names nobody to who may not see accounts, and is not offered to who may not see it', async () => {
    const { api } = stage.service;
    const token = await adminToken(api);
    const watcher = await newOfficer(api, token, ['statistics:read']);
    const page = await stage.newPage();
    await logInAt(page, '/console', watcher.person);
    await page.getByRole('table', { name: /^Accounts at which logins fail/ }).waitFor();
    const content = await page.locator('main').innerText();
    expect([content.includes(person.id), content.includes(person.email)]).toEqual([true, false]);
    expect(await page.locator('main').getByRole('link').allTextContents()).toEqual(['Hour', 'Day', 'Week', 'Month']);
    const clerk = await newOfficer(api, token, ['users:read']);
    const other = await stage.newPage();
    await logInAt(other, '/console', clerk.person);
    expect(await titleOf(other)).toBe('Users');
    expect(await other.getByRole('link', { name: 'Overview' }).count()).toBe(0);
  });
});
