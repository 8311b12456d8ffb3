/**
 * What a new administrator is asked to do, who knows nothing but the console: from its first page, by clicking on what can be seen there.
 * It says how long each took this program, which reads faster than people do, and thinks less.
 */
import { beforeAll, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { grant, type Invited } from '../support/accounts.js';
import type { Api } from '../support/api.js';
import { ADMIN } from '../support/gatehouse.js';
import { adminToken, newPerson, type Person } from '../support/people.js';
import { OWN } from '../support/tls-hosts.js';
import { endsOf, newPeople } from './bulk-scene.js';
import { describeInChromium, logInAt, settled, useBrowserStage } from './stage.js';

/** In which whoever has the console alone should be done. */
const WITHIN_MS = 60_000;
const DAY_MS = 86_400_000;
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.2 Mobile/15E148 Safari/604.1';

describeInChromium('what a new administrator is asked to do', () => {
  const stage = useBrowserStage({ GATEHOUSE_MAIL: 'off' });
  let api: Api;
  let token: string;
  let page: Page;
  let person: Person;
  let twelve: Invited[];

  beforeAll(async () => {
    ({ api } = stage.service);
    token = await adminToken(api);
    person = await newPerson(api);
    twelve = await newPeople(api, token, 'season', 12);
    await api.post('/v1/roles', { name: 'refunder', permissions: ['orders:refund'] }, { token });
    await api.post('/v1/roles', { name: 'lead', permissions: [], includes: ['refunder'] }, { token });
    await api.put('/v1/permissions/orders:refund', { description: 'Give customers their money back.' }, { token });
    await grant(api, token, person.id, 'lead');
    for (let time = 0; time < 5; time++) await api.login(person.email, 'not-the-password-at-all');
    const { email, password } = person;
    await api.post('/v1/auth/login', { email, password }, { headers: { 'user-agent': IPHONE } });
    page = await stage.newPage();
    await logInAt(page, '/console', ADMIN);
  });

  /** From the first page on. */
  async function timed(task: string, work: () => Promise<void>): Promise<void> {
    await page.goto(`${OWN}/console`);
    await settled(page);
    const started = performance.now();
    await work();
    const took = performance.now() - started;
    process.stdout.write(`${task}: ${(took / 1000).toFixed(1)} s\n`);
    expect(took).toBeLessThan(WITHIN_MS);
  }

  const link = (name: string | RegExp): Locator => page.getByRole('link', { name }).first();
  const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
  const dialog = (): Locator => page.getByRole('dialog');

  it('tells who may refund orders, and through what', () =>
    timed('who may refund orders', async () => {
      await page.getByRole('searchbox', { name: 'Find' }).fill('refund');
      await page.keyboard.press('Enter');
      await link('orders:refund').click();
      const tree = page.getByRole('list', { name: 'Who may do this, by role' });
      const lead = tree.getByRole('group').filter({ hasText: 'lead: 1 person' });
      await lead.locator('summary').click();
      expect(await lead.innerText()).toContain('through lead, which includes refunder');
      expect(await lead.innerText()).toContain(person.email);
    }));

  it('tells what happened to an account last week', () =>
    timed('what happened to this account', async () => {
      await link('Users').click();
      await page.getByLabel('Any part of the e-mail address').fill(person.email.slice(0, 9));
      await press('Search');
      await link(person.email).click();
      await link('The same of the last seven days').click();
      await page.getByRole('heading', { name: 'Audit trail' }).waitFor();
      await settled(page);
      const told = await page.getByRole('list', { name: 'Events' }).innerText();
      expect(told).toContain(`gave lead to ${person.email}`);
      expect(told).toMatch(/failed to log in[^\n]*5 times/);
      expect(await page.getByLabel('Since').inputValue()).not.toBe('');
    }));

  it('tells from which address passwords are guessed', () =>
    timed('which address guesses passwords', async () => {
      const addresses = page.getByRole('table', { name: /^Addresses from which logins fail/ });
      expect(await addresses.getByRole('row').nth(1).innerText()).toMatch(/127\.0\.0\.1\s+5/);
      await addresses.getByRole('link', { name: '127.0.0.1' }).click();
      await page
        .getByRole('listitem')
        .filter({ hasText: `failed to log in as ${person.email}` })
        .waitFor();
    }));

  it('ends the sessions of a phone that was stolen', () =>
    timed('end the sessions of a stolen phone', async () => {
      await link('Sessions').click();
      await page.getByLabel('Any part of the device').fill('iPhone');
      await press('Search');
      await page.waitForURL(/iPhone/);
      await settled(page);
      await page.getByLabel(`Choose ${person.email}, Safari on iPhone`).check();
      await press('End these sessions');
      await dialog().getByRole('button', { name: 'End 1 session' }).click();
      await dialog().getByText('Done: 1 session.').waitFor();
      const { body } = await api.get<{ items: unknown[] }>(`/v1/users/${person.id}/sessions?active=true`, { token });
      expect(body.items).toEqual([]);
    }));

  it('gives twelve people a role for a month', () =>
    timed('give twelve people a role for a month', async () => {
      await link('Users').click();
      await press('Paste addresses');
      await dialog()
        .getByLabel('E-mail addresses')
        .fill(twelve.map(({ email }) => email).join('\n'));
      await dialog().getByRole('button', { name: 'Choose them' }).click();
      await dialog().getByText('Chosen: 12 people.').waitFor();
      await dialog().getByRole('button', { name: 'Close' }).click();
      await press('Give a role');
      await dialog().getByLabel('Role').fill('refunder');
      await dialog().getByLabel('Until').selectOption('A month from now');
      await dialog().getByRole('button', { name: 'Preview' }).click();
      await dialog().getByRole('button', { name: 'Give refunder to 12 people' }).click();
      await dialog().getByText('Done: 12 people.').waitFor();
      for (const { id } of twelve) {
        const end = Date.parse((await endsOf(api, token, id, 'refunder')) ?? '');
        expect(Math.abs(end - Date.now() - 30 * DAY_MS)).toBeLessThan(WITHIN_MS);
      }
    }));
});
