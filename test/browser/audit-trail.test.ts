/** What people read of the audit trail, and how they find whom they look for. */
import { readFile } from 'node:fs/promises';
import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { newRole } from '../support/accounts.js';
import { ADMIN } from '../support/gatehouse.js';
import { adminToken, newPerson, type Person } from '../support/people.js';
import { OWN } from '../support/tls-hosts.js';
import { overflow, violationsByDayAndNight } from './axe.js';
import { focused, press, tabTo, typeInto } from './keyboard.js';
import { describeInChromium, logInAt, settled, useBrowserStage } from './stage.js';

describeInChromium('the audit trail in the console', () => {
  const stage = useBrowserStage({ GATEHOUSE_MAIL: 'off' });
  let token: string;
  let person: Person;
  let role: string;
  let page: Page;

  beforeAll(async () => {
    const { api } = stage.service;
    token = await adminToken(api);
    person = await newPerson(api);
    role = await newRole(api, token, ['orders:read']);
    const expires_at = new Date(Date.now() + 2 * 86_400_000).toISOString();
    await api.put(`/v1/users/${person.id}/roles/${role}`, { expires_at }, { token });
    const wrong = { email: person.email, password: 'not-the-password-at-all' };
    for (let time = 0; time < 3; time++)
      await api.post('/v1/auth/login', wrong, { headers: { 'user-agent': 'python-requests/2.32' } });
    page = await stage.newPage({ acceptDownloads: true });
    await logInAt(page, '/console#/audit', ADMIN);
  });

  async function open(address: string): Promise<void> {
    await page.goto(`${OWN}/console#/${address}`);
    await settled(page);
  }

  it('says in sentences who did what to whom, and once what has happened again', async () => {
    const line = page.getByRole('listitem');
    const day = await page.evaluate(() =>
      new Intl.DateTimeFormat(undefined, { weekday: 'long' }).format(Date.now() + 2 * 86_400_000),
    );
    await line.filter({ hasText: `${ADMIN.email} gave ${role} to ${person.email}, until ${day}` }).waitFor();
    await line
      .filter({ hasText: `Somebody failed to log in as ${person.email}, from Python, 3 times` })
      .getByRole('link', { name: '127.0.0.1' })
      .click();
    await settled(page);
    expect(page.url()).toContain('#/audit?ip=127.0.0.1');
    expect(await page.getByLabel('From address').inputValue()).toBe('127.0.0.1');
    await line.getByRole('link', { name: person.email }).first().click();
    await page.getByRole('heading', { name: person.email }).waitFor();
    await page.getByRole('link', { name: 'What happened to this user, and what they did' }).click();
    await settled(page);
    expect(await page.getByRole('combobox', { name: 'Person' }).inputValue()).toBe(person.email);
    await page.goto(`${OWN}/console#/roles/${role}`);
    await page.getByRole('link', { name: 'Who was given this role' }).click();
    await line.filter({ hasText: `gave ${role} to ${person.email}` }).waitFor();
    await page.getByRole('link', { name: 'Leave this out' }).click();
    await line.filter({ hasText: `made the role ${role}` }).waitFor();
  });

  it('is filtered by keyboard alone, which stays in the address', async () => {
    await open('audit');
    await typeInto(page, 'subject', person.email.slice(2, 10));
    await tabTo(page, 'what');
    await page.keyboard.type('Roles given');
    await press(page, 'Search');
    await page.waitForURL(/subject=.*what=authz_role_granted/);
    await settled(page);
    expect(await focused(page)).toBe('Audit trail');
    const said = await page.getByRole('list', { name: 'Events' }).getByRole('paragraph').allTextContents();
    expect(said.filter(text => text.includes(' gave '))).toHaveLength(2);
    await page.reload();
    await page
      .getByRole('listitem')
      .filter({ hasText: `gave ${role} to` })
      .waitFor();
    expect(await page.getByLabel('What', { exact: true }).inputValue()).toBe('authz_role_granted');
    await open('audit');
    await typeInto(page, 'subject', 'nobody-at-all');
    await press(page, 'Search');
    await page.getByText('Nobody has this in their address.').waitFor();
  });

  it('goes on with what comes while somebody looks on', async () => {
    await open('audit?what=roles');
    const before = await newRole(stage.service.api, token, []);
    await press(page, 'Follow');
    await page
      .getByRole('listitem')
      .filter({ hasText: `made the role ${before}` })
      .waitFor();
    const later = await newRole(stage.service.api, token, []);
    await page
      .getByRole('listitem')
      .filter({ hasText: `made the role ${later}` })
      .waitFor();
    expect(await page.getByRole('button', { name: 'Follow' }).getAttribute('aria-pressed')).toBe('true');
    await press(page, 'Follow');
    expect(await page.getByRole('button', { name: 'Follow' }).getAttribute('aria-pressed')).toBe('false');
  });

  it.each(['CSV', 'NDJSON'])('is handed out as %s, as it is filtered', async format => {
    await open(`audit?subject=${person.id}&what=authn_login_fail`);
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: `Export as ${format}` }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toBe(`audit-events.${format.toLowerCase()}`);
    const text = await readFile(await download.path(), 'utf8');
    expect(text.match(/authn_login_fail/g)).toHaveLength(3);
    expect(text).toContain(person.email);
  });

  it('leads by / to one box for people, roles, clients and permissions', async () => {
    await open('audit');
    await page.keyboard.press('/');
    expect(await focused(page)).toBe('find');
    await page.keyboard.type(`${person.email.slice(3, 9)}/`);
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: person.email }).waitFor();
    await settled(page);
    expect(await focused(page)).toContain('Found for');
    expect(await page.getByText('None.').count()).toBe(3);
    await page.keyboard.press('/');
    await page.keyboard.type('audit:');
    await page.keyboard.press('Enter');
    await page.getByText('audit:read', { exact: true }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: person.email }).click();
    await page.getByRole('heading', { name: person.email }).waitFor();
  });

  it('keeps nobody out, in 320 pixels as well', async () => {
    const narrow = await stage.newPage({ viewport: { width: 320, height: 640 } });
    await logInAt(narrow, '/console#/audit', ADMIN);
    for (const address of ['audit', `audit?target=${role}`, 'find?q=example']) {
      await narrow.goto(`${OWN}/console#/${address}`);
      await settled(narrow);
      await narrow.evaluate(() => document.querySelectorAll('details').forEach(details => (details.open = true)));
      expect([address, await overflow(narrow)]).toEqual([address, 0]);
      expect([address, await violationsByDayAndNight(narrow)]).toEqual([address, []]);
    }
  });
});
