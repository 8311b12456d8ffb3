/** Administrators see to other providers in the console. */
import { beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { newRole } from '../support/accounts.js';
import { ADMIN } from '../support/gatehouse.js';
import { adminToken, newPerson, type Person } from '../support/people.js';
import { OWN } from '../support/tls-hosts.js';
import { newProvider, type Provider, PROVIDERS } from '../support/upstream-scene.js';
import { overflow, violationsByDayAndNight } from './axe.js';
import { focused, press, tabTo, typeInto } from './keyboard.js';
import { describeInChromium, logInAt, settled, useBrowserStage } from './stage.js';

const NARROW = { width: 320, height: 640 };

describeInChromium('identity providers in the console', () => {
  const stage = useBrowserStage();
  let admin: string;
  let role: string;
  let found: Record<string, unknown>;
  let count = 0;

  beforeAll(async () => {
    admin = await adminToken(stage.service.api);
    role = await newRole(stage.service.api, admin, []);
  });

  beforeEach(() => {
    found = {};
  });

  const issuer = (): string => `https://id${++count}.example.org`;
  const made = (more: object = {}): Promise<Provider> => newProvider(stage.service.api, admin, issuer(), more);
  const addressOf = ({ id }: Provider): string => `/console#/identity-providers/${id}`;

  async function kept(id: string): Promise<Record<string, unknown>> {
    return (await stage.service.api.get(`${PROVIDERS}/${id}`, { token: admin })).body;
  }

  /** Holds the state that the page is in against what everybody needs. */
  async function look(page: Page, state: string): Promise<void> {
    const problems = await violationsByDayAndNight(page);
    const wide = await overflow(page);
    if (problems.length > 0 || wide > 0) found[state] = { problems, wide };
  }

  async function newPersonWho(permissions: string[]): Promise<Person> {
    const { api } = stage.service;
    const person = await newPerson(api);
    const given = await api.put(`/v1/users/${person.id}/roles/${await newRole(api, admin, permissions)}`, undefined, {
      token: admin,
    });
    expect(given.status).toBe(204);
    return person;
  }

  it('are made by keyboard alone, with rules, and what is wrong is said at its field', async () => {
    const page = await stage.newPage({ viewport: NARROW });
    await logInAt(page, '/console#/identity-providers', ADMIN);
    await page.getByText('People log in here by no other provider.').waitFor();
    await look(page, 'no provider');
    await press(page, 'New provider');
    await typeInto(page, 'issuer', 'http://127.0.0.1');
    await typeInto(page, 'client_id', 'gatehouse');
    await typeInto(page, 'client_secret', 'hush hush');
    await typeInto(page, 'button_text', 'Log in with Example');
    await press(page, 'Add a rule');
    // What is to be filled in next has the focus.
    expect(await focused(page)).toBe('role_mapping[0].claim');
    await page.keyboard.type('groups');
    await typeInto(page, 'role_mapping[0].value', 'Wiki Editors');
    await typeInto(page, 'role_mapping[0].role', 'user');
    await press(page, 'Make it known');
    const dialog = page.getByRole('dialog');
    await dialog.locator('[name=issuer][aria-invalid=true]').waitFor();
    expect(await focused(page)).toBe('issuer');
    await look(page, 'an issuer that is none');
    const address = issuer();
    await typeInto(page, 'issuer', address);
    await page.keyboard.press('Enter');
    await dialog.locator('[name="role_mapping[0].role"][aria-invalid=true]').waitFor();
    await typeInto(page, 'role_mapping[0].role', role);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Log in with Example' }).waitFor();
    await page.getByText('Now register its redirect URI at the provider.').waitFor();
    await settled(page);
    await look(page, 'a provider');
    const id = page.url().split('/').at(-1) ?? '';
    expect(await kept(id)).toMatchObject({
      ...{ issuer: address, client_id: 'gatehouse', scopes: ['openid', 'email'], makes_accounts: false },
      role_mapping: [{ claim: 'groups', value: 'Wiki Editors', role }],
    });
    const facts = await page.locator('dl').first().innerText();
    for (const fact of [`/oauth/upstream/${id}`, address, `groups = Wiki Editors → ${role}`])
      expect(facts).toContain(fact);
    expect(await page.content()).not.toContain('hush');

    await press(page, 'Remove');
    expect(await focused(page)).toBe('Add a rule');
    await tabTo(page, 'Save');
    await page.keyboard.press('Enter');
    await page.getByText('Log in with Example is changed.').waitFor();
    expect(await kept(id)).toMatchObject({ role_mapping: [], version: 2 });

    await page.evaluate(() => (location.hash = '#/identity-providers'));
    await page.getByRole('link', { name: 'Log in with Example' }).waitFor();
    await settled(page);
    await look(page, 'providers');
    expect(found).toEqual({});
  });

  it('are changed in what was touched, and in nothing else', async () => {
    const odd = { mfa_acr_values: ['one,and,the,same'], scopes: ['openid', 'a,b'] };
    const rule = { claim: 'groups', value: ' x ', role: await newRole(stage.service.api, admin, []) };
    const provider = await made({ ...odd, role_mapping: [rule] });
    // A role that is gone maps to nothing, and is in nobody's way.
    const gone = await stage.service.api.delete(`/v1/roles/${rule.role}`, { token: admin });
    expect(gone.status).toBe(204);
    const page = await stage.newPage();
    await logInAt(page, addressOf(provider), ADMIN);
    expect(await page.getByLabel('Client secret').inputValue()).toBe('');
    await page.getByLabel('Who comes for the first time').selectOption('true');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('[name=email_domains][aria-invalid=true]').waitFor();
    await page.getByLabel('E-mail domains').fill('example.org\nexample.com');
    await page.getByLabel('Client secret').fill('another one');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Example Inc. is changed.').waitFor();
    expect(await kept(provider.id)).toMatchObject({
      ...{ ...odd, role_mapping: [rule], makes_accounts: true, email_domains: ['example.org', 'example.com'] },
    });
    const [event] = await stage.database.query(
      'SELECT details FROM audit_events WHERE target_id = $1 ORDER BY id DESC LIMIT 1',
      [provider.id],
    );
    expect(event).toMatchObject({ details: { secret_changed: true } });
  });

  it('are disabled, enabled and deleted after a question, and not where somebody else was faster', async () => {
    const provider = await made();
    const page = await stage.newPage();
    await logInAt(page, addressOf(provider), ADMIN);
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Disable' }).click();
    await dialog.getByRole('button', { name: 'Disable' }).click();
    await page.getByText('Example Inc. is disabled.').waitFor();
    expect(await kept(provider.id)).toMatchObject({ enabled: false });
    await page.getByRole('button', { name: 'Enable' }).click();
    await page.getByText('Example Inc. is active.').waitFor();
    await settled(page);
    const change = { button_text: 'Another name' };
    expect((await stage.service.api.patch(`${PROVIDERS}/${provider.id}`, change, { token: admin })).status).toBe(200);
    await page.getByRole('button', { name: 'Delete' }).click();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Somebody else has changed this meanwhile').waitFor();
    await page.getByRole('heading', { name: 'Another name' }).waitFor();
    await page.getByRole('button', { name: 'Delete' }).click();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(await kept(provider.id)).toMatchObject(change);
    await page.getByRole('button', { name: 'Delete' }).click();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Another name is deleted.').waitFor();
    expect((await stage.service.api.get(`${PROVIDERS}/${provider.id}`, { token: admin })).status).toBe(404);
  });

  it('are for whoever may see them, changed by whoever may that, and never beyond what they may themselves', async () => {
    const provider = await made();
    const nobody = await stage.newPage();
    await logInAt(nobody, '/console#/identity-providers', await newPersonWho(['users:read']));
    await nobody.getByText('This needs the permission identity_providers:read.').waitFor();
    expect(await nobody.getByRole('link', { name: 'Identity providers' }).count()).toBe(0);

    const reader = await stage.newPage();
    await logInAt(reader, '/account', await newPersonWho(['identity_providers:read']));
    await reader.getByRole('link', { name: 'Console' }).click();
    await reader.getByRole('link', { name: 'Example Inc.' }).first().click();
    await reader.getByRole('heading', { name: 'Example Inc.' }).waitFor();
    expect(await reader.getByRole('button', { name: /Save|Delete|Disable/ }).count()).toBe(0);
    await reader.goto(`${OWN}/console#/identity-providers`);
    await reader.getByRole('link', { name: 'Example Inc.' }).first().waitFor();
    expect(await reader.getByRole('button', { name: 'New provider' }).count()).toBe(0);

    const clerk = await stage.newPage();
    const both = ['identity_providers:read', 'identity_providers:write'];
    await logInAt(clerk, addressOf(provider), await newPersonWho(both));
    await clerk.getByLabel('Second factor by amr').fill('mfa');
    await clerk.getByRole('button', { name: 'Save' }).click();
    await clerk.getByRole('alert').getByText('*', { exact: false }).waitFor();
    await clerk.getByLabel('Second factor by amr').fill('');
    await clerk.getByRole('button', { name: 'Add a rule' }).click();
    await clerk.getByLabel('Claim', { exact: true }).fill('groups');
    await clerk.getByLabel('Value', { exact: true }).fill('x');
    await clerk.getByLabel('Role', { exact: true }).fill(role);
    await clerk.getByRole('button', { name: 'Save' }).click();
    await clerk.getByText(`You may not give or take the role ${role}.`).waitFor();
    expect(await kept(provider.id)).toMatchObject({ version: 1 });
  });
});
