/** How an administrator finds out who may do what, and why. */
import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { newOfficer } from '../support/accounts.js';
import type { Api } from '../support/api.js';
import { ADMIN } from '../support/gatehouse.js';
import { newClient } from '../support/oauth.js';
import { adminToken, newPerson, type Person } from '../support/people.js';
import { OWN } from '../support/tls-hosts.js';
import { overflow, violationsByDayAndNight } from './axe.js';
import { open } from './bulk-scene.js';
import { press, tabTo } from './keyboard.js';
import { describeInChromium, logInAt, settled, useBrowserStage } from './stage.js';

const REFUND = 'orders:refund';

describeInChromium('who may do what, and why', () => {
  const stage = useBrowserStage({ GATEHOUSE_MAIL: 'off' });
  let api: Api;
  let token: string;
  let page: Page;
  let lead: Person;
  let treasurer: Person;
  let client: string;

  beforeAll(async () => {
    ({ api } = stage.service);
    token = await adminToken(api);
    const role = (body: object): Promise<unknown> => api.post('/v1/roles', { permissions: [], ...body }, { token });
    await role({ name: 'reader', permissions: ['orders:read'] });
    await role({ name: 'refunder', permissions: [REFUND], includes: ['reader'] });
    await role({ name: 'lead', permissions: ['orders:void'], includes: ['refunder'] });
    await role({ name: 'treasurer', permissions: [REFUND], requires_mfa: true });
    await api.put(`/v1/permissions/${REFUND}`, { description: 'Give customers their money back.' }, { token });
    [lead, treasurer] = [await newPerson(api), await newPerson(api)];
    const expires_at = new Date(Date.now() + 2 * 86_400_000).toISOString();
    await api.put(`/v1/users/${lead.id}/roles/lead`, { expires_at }, { token });
    await api.put(`/v1/users/${treasurer.id}/roles/treasurer`, {}, { token });
    client = (await newClient(api, token, { scopes: [REFUND] })).client_id;
    page = await stage.newPage();
    await logInAt(page, '/console#/users', ADMIN);
  });

  const openAll = (): Promise<void> =>
    page.evaluate(() =>
      document.querySelectorAll<HTMLDetailsElement>('main details').forEach(details => (details.open = true)),
    );

  async function forEverybody(): Promise<void> {
    await openAll();
    expect(await violationsByDayAndNight(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await overflow(page)).toBe(0);
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
    expect(await overflow(page)).toBe(0);
    await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
    await page.setViewportSize({ width: 1280, height: 800 });
  }

  it('is a tree on the page of a user, which opens by keyboard', async () => {
    await open(page, `users/${lead.id}`);
    const card = page.locator('section').filter({ hasText: 'What this person may do' });
    await card.getByText(/^orders: 3$/).waitFor();
    await page.locator('h1').focus();
    // All is about orders, so that is open.
    for (const isOpen of [true, false, true]) {
      expect(await card.locator('summary').getByText(REFUND).isVisible()).toBe(isOpen);
      await tabTo(page, 'orders: 3');
      await page.keyboard.press('Enter');
    }
    await openAll();
    expect(await card.innerText()).toMatch(/orders:read[\s\S]*through lead, which includes refunder, and that reader/);
    expect(await card.getByText('in 2 days').count()).toBeGreaterThan(3);
    await forEverybody();
    await open(page, `users/${treasurer.id}`);
    await openAll();
    expect(await page.locator('.tree').getByText('only after a second factor').count()).toBe(2);
  });

  it('is a page of the permission: people by role, clients, and what else there is about it', async () => {
    await open(page, `find?q=refund`);
    await page.getByRole('link', { name: REFUND }).click();
    await page.getByRole('heading', { name: REFUND }).waitFor();
    await settled(page);
    expect(page.url()).toBe(`${OWN}/console#/permissions/orders%3Arefund`);
    await page.getByText('Give customers their money back.').waitFor();
    await openAll();
    // The administrator holds everything, by itself.
    const people = page.getByRole('list', { name: 'Who may do this, by role' });
    expect(await people.innerText()).toMatch(
      /admin: 1 person[\s\S]*lead: 1 person\s+through lead, which includes refunder/,
    );
    expect(await people.innerText()).toMatch(/treasurer: 1 person[\s\S]*only after a second factor/);
    expect(await page.getByRole('table', { name: 'Clients with this scope' }).getByRole('link').count()).toBe(1);
    await forEverybody();
    await page.getByRole('link', { name: 'Which roles give what of it' }).waitFor();
    await people.getByRole('link', { name: lead.email }).click();
    await page.getByRole('heading', { name: lead.email }).waitFor();
  });

  it('leads from roles and clients to permissions, and back', async () => {
    await open(page, 'roles/lead');
    await page.getByRole('link', { name: REFUND }).click();
    await page.getByRole('heading', { name: REFUND }).waitFor();
    await open(page, `clients/${client}`);
    await page.locator('dl').getByRole('link', { name: REFUND }).click();
    await page.getByRole('heading', { name: REFUND }).waitFor();
  });

  it('is a matrix of roles and permissions, with words for each mark, and heads that stay', async () => {
    await open(page, 'roles');
    await page.getByRole('link', { name: 'Matrix' }).click();
    await page.waitForURL(/view=matrix/);
    await settled(page);
    const table = page.getByRole('table', { name: 'Roles by permissions' });
    const row = table.getByRole('row', { name: /^orders:refund/ });
    const marks = async (): Promise<Record<string, string>> => {
      const heads = await table.getByRole('columnheader').getByRole('link').allInnerTexts();
      const cells = await row.getByRole('cell').allTextContents();
      return Object.fromEntries(heads.map((head, index) => [head, cells[index] ?? '']));
    };
    expect(await marks()).toMatchObject({
      admin: '●by itself',
      lead: '○by what it includes or may give',
      reader: '',
      refunder: '●by itself',
    });
    await page.getByLabel('Filter roles and permissions').fill('refund');
    expect(await marks()).toEqual({ refunder: '●by itself' });
    expect(await table.getByRole('row').count()).toBe(3);
    await page.getByLabel('Filter roles and permissions').fill('nothing-has-this');
    await page.getByText('No role and no permission has this in its name.').waitFor();
    await page.getByLabel('Filter roles and permissions').fill('');
    await forEverybody();
    await page.setViewportSize({ width: 600, height: 400 });
    const place = page.getByRole('region', { name: 'Roles by permissions' });
    await place.evaluate(element => element.scrollTo(80, 200));
    const [outer, head, side] = await Promise.all([
      place.boundingBox(),
      table.getByRole('columnheader').last().boundingBox(),
      table.getByRole('rowheader').last().boundingBox(),
    ]);
    expect(Math.abs((head?.y ?? 0) - (outer?.y ?? 9))).toBeLessThan(3);
    expect(Math.abs((side?.x ?? 0) - (outer?.x ?? 9))).toBeLessThan(3);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('is found by keyboard alone, from anywhere', async () => {
    await open(page, 'overview');
    await page.keyboard.press('/');
    await page.keyboard.type(REFUND);
    await page.keyboard.press('Enter');
    await settled(page);
    await press(page, REFUND);
    await page.getByRole('heading', { name: REFUND }).waitFor();
  });

  it('names nobody to who may not see accounts', async () => {
    const reader = await newOfficer(api, token, ['roles:read']);
    const other = await stage.newPage();
    await logInAt(other, `/console#/permissions/${REFUND}`, reader.person);
    await other.getByText('may do this.').waitFor();
    await other.evaluate(() => document.querySelectorAll('details').forEach(details => (details.open = true)));
    const text = await other.locator('main').innerText();
    expect([text.includes(lead.id), text.includes(lead.email)]).toEqual([true, false]);
    expect(text).not.toContain('Clients that have it');
  });
});
