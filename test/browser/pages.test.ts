import { generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { beforeAll, expect, it } from '@jest/globals';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { newRole } from '../support/accounts.js';
import { ADMIN } from '../support/gatehouse.js';
import { adminToken, logIn, newPerson, type Person } from '../support/people.js';
import { OWN } from '../support/tls-hosts.js';
import { describeInChromium, fillInLogin, logInAt, settled, useBrowserStage } from './stage.js';

const MAX_SCRIPT_BYTES = 60 * 1024;
const NARROW = { width: 320, height: 640 };
const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describeInChromium('the pages', () => {
  const stage = useBrowserStage();
  let token: string;
  let person: Person;
  let clientId: string;

  beforeAll(async () => {
    const { api } = stage.service;
    token = await adminToken(api);
    person = await newPerson(api);
    await logIn(api, person);
    await newRole(api, token, ['orders:read']);
    const client = await api.post<{ client_id: string }>('/v1/clients', { name: 'orders', scopes: [] }, { token });
    clientId = client.body.client_id;
  });

  /** What axe-core finds that keeps people out. */
  async function violations(page: Page, rules: readonly string[]): Promise<string[]> {
    await page.evaluate(axeSource);
    const { violations, passes } = await page.evaluate(
      ([rules]) =>
        (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run(
          rules!.length > 0 ? { runOnly: rules } : {},
        ),
      [rules],
    );
    expect(passes.length).toBeGreaterThan(0);
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }

  const overflow = (page: Page): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

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
    await page.route('**/v1/sessions*', route => route.fulfill({ status: 503, headers: { 'retry-after': '3' } }));
    await page.reload();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    yield 'a list that could not be loaded';
    await page.unroute('**/v1/sessions*');

    await page.goto(`${OWN}/console`);
    for (const address of [
      'users',
      `users/${person.id}`,
      'roles',
      'roles/admin',
      'clients',
      `clients/${clientId}`,
      'audit',
    ]) {
      await page.goto(`${OWN}/console#/${address}`);
      await settled(page);
      yield address;
    }
    await page.goto(`${OWN}/console#/users?email_prefix=nobody-has-this`);
    await page.getByText('Nobody fits these filters.').waitFor();
    yield 'an empty list';
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    await page.getByRole('dialog').waitFor();
    yield 'a form in a dialog';
    await page.keyboard.press('Escape');
    await page.goto(`${OWN}/account#/set-password`);
    await page.getByRole('heading', { name: 'Set your password' }).waitFor();
    yield 'setting a password';
  }

  // In the dark only colours differ.
  it.each([
    { colorScheme: 'light', rules: [] },
    { colorScheme: 'dark', rules: ['color-contrast'] },
  ] as const)('keep nobody out, in any state, when it is $colorScheme', async ({ colorScheme, rules }) => {
    const page = await stage.newPage({ colorScheme });
    const found: Record<string, string[]> = {};
    for await (const state of states(page)) found[state] = await violations(page, rules);
    expect(Object.keys(found).length).toBeGreaterThan(14);
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

  it('load less than 60 KB of script, from this host alone', async () => {
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
    expect(bytes.size).toBe(3);
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
    await page.getByRole('dialog').waitFor({ state: 'detached' });
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

  const focused = (page: Page): Promise<string> =>
    page.evaluate(() => {
      const { activeElement: element } = document;
      if (element === null || element === document.body) return '';
      return element.textContent || element.getAttribute('name') || element.tagName;
    });

  it('make a client with a key, say at the field what is wrong with it, and show no secret', async () => {
    const page = await stage.newPage();
    await logInAt(page, '/console', ADMIN);
    await page.goto(`${OWN}/console#/clients`);
    await page.getByRole('button', { name: 'New client' }).click();
    await page.getByLabel('Name').fill('signer');
    const key = page.getByLabel('Public key');
    const make = page.getByRole('button', { name: 'Make it' });
    for (const wrong of ['not JSON', '{"kty":"RSA","n":"AQ","e":"AQ"}']) {
      await key.fill(wrong);
      await make.click();
      await page.locator('[name=public_jwk][aria-invalid=true]').waitFor();
    }
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await key.fill(JSON.stringify(publicKey.export({ format: 'jwk' })));
    await make.click();
    // No dialog with a secret comes between.
    await page.getByRole('heading', { name: 'signer' }).waitFor();
    await page.getByText('This client has no secret.').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.locator('dl').first().textContent()).toContain('Public keyEC');
  });

  it('find somebody, go there and back, and open at the same place again', async () => {
    const page = await stage.newPage();
    await logInAt(page, '/console', ADMIN);
    await page.getByLabel('E-mail address begins with').fill(person.email.slice(0, 8));
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('link', { name: person.email }).click();
    await page.getByRole('heading', { name: person.email }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: person.email }).waitFor();
    expect(await page.getByLabel('E-mail address begins with').inputValue()).toBe(person.email.slice(0, 8));
    await page.goForward();
    await page.reload();
    await page.getByRole('heading', { name: person.email }).waitFor();
  });

  it('invite somebody, who sets a password by the token that was shown once, and logs in', async () => {
    const admin = await stage.newPage();
    await logInAt(admin, '/console', ADMIN);
    await admin.getByRole('button', { name: 'Invite somebody' }).click();
    await admin.getByRole('dialog').getByLabel('E-mail address').fill('grace@example.test');
    await admin.getByRole('dialog').getByRole('button', { name: 'Invite' }).click();
    const invitation = await admin.getByLabel('The invitation').last().inputValue();
    await admin.getByRole('button', { name: 'Done' }).click();
    await admin.getByRole('heading', { name: 'grace@example.test' }).waitFor();
    expect(await admin.content()).not.toContain(invitation);

    const grace = await stage.newPage();
    const password = 'nine calm foxes paint';
    await grace.goto(`${OWN}/account#/set-password`);
    await grace.getByLabel('Token').fill(invitation);
    await grace.getByLabel('New password', { exact: true }).fill(password);
    await grace.getByLabel('New password again').fill(password);
    await grace.getByRole('button', { name: 'Set password' }).click();
    await grace.getByRole('heading', { name: 'Log in' }).waitFor();
    await fillInLogin(grace, { email: 'grace@example.test', password });
    await grace.getByText('this one').waitFor();
    // She has nothing to see there, and is offered nothing.
    expect(await grace.getByRole('link', { name: 'Console' }).count()).toBe(0);
    await grace.goto(`${OWN}/console#/users`);
    await grace.getByText('This needs the permission users:read.').waitFor();
  });

  it('ask for the password again before what needs a recent login, and do it then', async () => {
    const page = await stage.newPage();
    await logInAt(page, `/console#/users/${person.id}`, ADMIN);
    const stale = { code: 'insufficient_user_authentication', title: 'This needs a more recent login.', status: 401 };
    // Half an hour would have to pass.
    await page.route('**/password-token', route => route.fulfill({ status: 401, json: stale }), { times: 1 });
    await page.getByRole('button', { name: 'Reset password' }).click();
    await page.getByRole('dialog').getByLabel('Password').fill(ADMIN.password);
    await page.getByRole('button', { name: 'Go on' }).click();
    expect(await page.getByLabel('A token to set a password').last().inputValue()).toMatch(/^\S{20,}$/);
  });

  it('say how long to wait after too many attempts', async () => {
    const page = await stage.newPage();
    await page.goto(`${OWN}/account`);
    const refusal = { code: 'too_many_requests', title: 'Too many requests', status: 429 };
    await page.route('**/v1/auth/login', route =>
      route.fulfill({ status: 429, headers: { 'retry-after': '240' }, json: refusal }),
    );
    await fillInLogin(page, ADMIN);
    await page.getByText('Too many attempts. Try again in 4 minutes.').waitFor();
  });

  it('tell whoever comes second that somebody else has changed it', async () => {
    const role = await newRole(stage.service.api, token, ['orders:read']);
    const page = await stage.newPage();
    await logInAt(page, `/console#/roles/${role}`, ADMIN);
    const change = { description: 'Changed by somebody else' };
    expect((await stage.service.api.patch(`/v1/roles/${role}`, change, { token })).status).toBe(200);
    await page.getByLabel('What for').fill('Changed here');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Somebody else has changed this meanwhile').waitFor();
    await page.getByRole('definition').filter({ hasText: 'Changed by somebody else' }).waitFor();
    await page.getByLabel('What for').fill('Changed here');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('is changed, and counts at once').waitFor();
  });

  it('offer an officer what the officer may do, and say what is missing when it was taken away', async () => {
    const { api } = stage.service;
    const officer = await newPerson(api);
    const role = await newRole(api, token, ['users:read', 'users:write']);
    expect((await api.put(`/v1/users/${officer.id}/roles/${role}`, undefined, { token })).status).toBe(204);
    const page = await stage.newPage();
    await logInAt(page, `/console#/users/${person.id}`, officer);
    await page.getByRole('heading', { name: person.email }).waitFor();
    expect(await page.getByRole('navigation', { name: 'Main' }).getByRole('link').allTextContents()).toEqual([
      'Users',
      'Account',
    ]);
    expect(await page.getByRole('button', { name: 'Delete' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Disable' }).count()).toBe(1);

    await api.patch(`/v1/roles/${role}`, { permissions: ['users:read'] }, { token });
    await page.getByRole('button', { name: 'Disable' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
    await page.getByText('This needs the permission users:write.').waitFor();
  });
});
