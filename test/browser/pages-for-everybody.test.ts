/** Every state of the pages is for everybody: on a narrow screen, in large text, by few bytes, and by keyboard alone. */
import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { newRole } from '../support/accounts.js';
import { ADMIN } from '../support/gatehouse.js';
import { adminToken, logIn, newPerson, type Person } from '../support/people.js';
import { OWN } from '../support/tls-hosts.js';
import { newProvider } from '../support/upstream-scene.js';
import { overflow, violations } from './axe.js';
import { focused } from './keyboard.js';
import { describeInChromium, fillInLogin, settled, useBrowserStage } from './stage.js';

const MAX_SCRIPT_BYTES = 140 * 1024;
const NARROW = { width: 320, height: 640 };

describeInChromium('the pages', () => {
  const stage = useBrowserStage();
  let person: Person;
  let clientId: string;
  let providerId: string;

  beforeAll(async () => {
    const { api } = stage.service;
    const token = await adminToken(api);
    person = await newPerson(api);
    await logIn(api, person);
    await newRole(api, token, ['orders:read']);
    const client = await api.post<{ client_id: string }>('/v1/clients', { name: 'orders', scopes: [] }, { token });
    clientId = client.body.client_id;
    providerId = (await newProvider(api, token, 'https://id.example.org')).id;
  });

  /** Every state of both pages, one after the other. */
  async function* states(page: Page): AsyncGenerator<string> {
    await page.goto(`${OWN}/account`);
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    yield 'the login';
    await fillInLogin(page, { ...ADMIN, password: 'not the right one' });
    await page.getByRole('alert').locator('p').waitFor();
    yield 'a login that failed';
    await fillInLogin(page, ADMIN);
    await page.getByText('this one').waitFor();
    yield 'the account';
    await page.getByRole('button', { name: 'End all others' }).click();
    yield 'a question before something happens';
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Add an app' }).click();
    await page.getByRole('dialog').getByLabel('Password').fill(ADMIN.password);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('img', { name: 'QR code for the app' }).waitFor();
    yield 'an app that is to be added';
    await page.keyboard.press('Escape');
    await page.route('**/v1/sessions*', route => route.fulfill({ status: 503, headers: { 'retry-after': '3' } }));
    await page.reload();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    yield 'a list that could not be loaded';
    await page.unroute('**/v1/sessions*');

    await page.goto(`${OWN}/console`);
    for (const address of [
      'overview',
      'users',
      `users/${person.id}`,
      'roles',
      'roles/admin',
      'roles?view=matrix',
      'permissions/orders%3Aread',
      'sessions',
      'clients',
      `clients/${clientId}`,
      'identity-providers',
      `identity-providers/${providerId}`,
      'audit',
    ]) {
      await page.goto(`${OWN}/console#/${address}`);
      await settled(page);
      yield address;
    }
    await page.goto(`${OWN}/console#/users?email_contains=nobody-has-this`);
    await page.getByText('Nobody fits these filters.').waitFor();
    yield 'an empty list';
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    await page.getByRole('dialog').waitFor();
    yield 'a form in a dialog';
    await page.keyboard.press('Escape');
    await page.goto(`${OWN}/account#/set-password`);
    await page.getByRole('heading', { name: 'Set your password' }).waitFor();
    yield 'setting a password';
    await page.goto(`${OWN}/account#/forgot-password`);
    await page.getByRole('heading', { name: 'Forgotten password' }).waitFor();
    yield 'a forgotten password';
    await page.goto(`${OWN}/device`);
    await page.getByRole('heading', { name: 'Connect a device' }).waitFor();
    yield 'a code of a device';
    await page.goto(`${OWN}/account#/not-me/a-token`);
    await page.getByRole('heading', { name: 'Was this not you?' }).waitFor();
    yield 'a link of a mail';
    const step = {
      code: 'second_factor_required',
      title: '',
      status: 403,
      login_ticket: 'glt_',
      methods: ['totp', 'passkey'],
    };
    await page.context().clearCookies();
    await page.goto(`${OWN}/account`);
    await page.route('**/v1/auth/login', route => route.fulfill({ status: 403, json: step }));
    await fillInLogin(page, ADMIN);
    await page.getByRole('heading', { name: 'One more step' }).waitFor();
    yield 'the second step of a login';
    await page.unroute('**/v1/auth/login');
  }

  // In the dark only colours differ.
  it.each([
    { colorScheme: 'light', rules: [] },
    { colorScheme: 'dark', rules: ['color-contrast'] },
  ] as const)('keep nobody out, in any state, when it is $colorScheme', async ({ colorScheme, rules }) => {
    const page = await stage.newPage({ colorScheme });
    const found: Record<string, string[]> = {};
    for await (const state of states(page)) found[state] = await violations(page, rules);
    expect(Object.keys(found).length).toBeGreaterThan(21);
    expect(Object.entries(found).filter(([, problems]) => problems.length > 0)).toEqual([]);
  });

  it('fit into 320 pixels, and into twice the size of text', async () => {
    const page = await stage.newPage({ viewport: NARROW });
    const wide: Record<string, number> = {};
    for await (const state of states(page)) {
      wide[state] = await overflow(page);
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
      wide[`${state}, with large text`] = await overflow(page);
      await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
    }
    expect(Object.entries(wide).filter(([, pixels]) => pixels > 0)).toEqual([]);
  });

  it('load less than 140 KB of script, from this host alone', async () => {
    const page = await stage.newPage();
    const bytes = new Map<string, number>();
    const hosts = new Set<string>();
    page.on('request', request => hosts.add(new URL(request.url()).origin));
    page.on('requestfinished', request => {
      if (request.resourceType() !== 'script') return;
      sizes.push(request.sizes().then(({ responseBodySize }) => void bytes.set(request.url(), responseBodySize)));
    });
    const sizes: Promise<void>[] = [];
    for await (const _ of states(page));
    await Promise.all(sizes);
    // Two pages, and the parts that they share with others.
    expect(bytes.size).toBeGreaterThan(2);
    expect(bytes.size).toBeLessThan(12);
    const total = [...bytes.values()].reduce((sum, size) => sum + size, 0);
    expect(total).toBeGreaterThan(5000);
    expect(total).toBeLessThan(MAX_SCRIPT_BYTES);
    // The icon is in the document itself.
    expect([...hosts].filter(host => host !== 'null')).toEqual([OWN]);
  });

  it('can be walked through by keyboard alone', async () => {
    const page = await stage.newPage();
    await page.goto(`${OWN}/account`);
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    // The first field has the focus from the start.
    await page.keyboard.type(person.email);
    await page.keyboard.press('Tab');
    await page.keyboard.type(person.password);
    await page.keyboard.press('Enter');
    await page.getByText('this one').waitFor();
    expect(await focused(page)).toBe('Your account');

    const visited = await walk(page);
    expect(visited).toEqual(
      expect.arrayContaining(['Skip to the content', 'Log out', 'End all others', 'current_password']),
    );

    await page.getByRole('button', { name: 'End all others' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    // Nothing is done by pressing Enter once too often.
    expect(await focused(page)).toBe('Cancel');
    await page.keyboard.press('Enter');
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('End all others');
  });

  /** What has the focus, each time Tab is pressed, until it comes around; each has to show that it has it. */
  async function walk(page: Page): Promise<string[]> {
    const visited: string[] = [];
    for (let steps = 0; steps < 40; steps++) {
      await page.keyboard.press('Tab');
      const name = await focused(page);
      // Between the last and the first the browser's own controls would have their turn.
      if (name === '') continue;
      if (visited.at(0) === name) break;
      visited.push(name);
      const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle);
      expect([name, outline]).toEqual([name, 'solid']);
    }
    return visited;
  }
});
