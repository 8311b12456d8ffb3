/** What a change of a role, or of who has it, would come to: said before it is done. */
import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { grant, newRole } from '../support/accounts.js';
import type { Api } from '../support/api.js';
import { ADMIN } from '../support/gatehouse.js';
import { adminToken, newPerson, type Person } from '../support/people.js';
import { overflow, violationsByDayAndNight } from './axe.js';
import { endsOf, open } from './bulk-scene.js';
import { describeInChromium, logInAt, useBrowserStage } from './stage.js';

describeInChromium('what a change of a role would come to', () => {
  const stage = useBrowserStage({ GATEHOUSE_MAIL: 'off' });
  let api: Api;
  let token: string;
  let page: Page;
  let person: Person;
  let role: string;

  beforeAll(async () => {
    ({ api } = stage.service);
    token = await adminToken(api);
    person = await newPerson(api);
    role = await newRole(api, token, ['orders:read', 'orders:refund']);
    await grant(api, token, person.id, role);
    page = await stage.newPage();
    await logInAt(page, '/console#/users', ADMIN);
  });

  const dialog = () => page.getByRole('dialog');
  const permissionsNow = async (): Promise<string[]> =>
    (await api.get<{ permissions: string[] }>(`/v1/roles/${role}`, { token })).body.permissions;

  it('is said beside the form, and asked about when it is saved', async () => {
    await open(page, `roles/${role}`);
    await page.getByRole('button', { name: 'What would change' }).click();
    await page.getByText('Nothing would change.').waitFor();
    await page.getByLabel('Permissions').fill('orders:read\norders:void');
    await page.getByRole('button', { name: 'What would change' }).click();
    await page.getByText('Concerned: 1 person.').waitFor();
    const told = page.locator('form + [role=status]');
    expect(await told.innerText()).toMatch(/gained:\s+orders:void\s+Permissions that are lost:\s+orders:refund/);
    expect(await violationsByDayAndNight(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await overflow(page)).toBe(0);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('button', { name: 'Save' }).click();
    await dialog().getByText('It counts at once').waitFor();
    expect(await violationsByDayAndNight(page)).toEqual([]);
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    expect(await permissionsNow()).toEqual(['orders:read', 'orders:refund']);
    await page.getByRole('button', { name: 'Save' }).click();
    await dialog().getByRole('button', { name: 'Save' }).click();
    await page.getByText('is changed, and counts at once').waitFor();
    expect(await permissionsNow()).toEqual(['orders:read', 'orders:void']);
  });

  it('is not asked about where nobody would notice, and says so where nothing would be different', async () => {
    await open(page, `roles/${role}`);
    await page.getByLabel('What for').fill('For orders');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('is changed, and counts at once').waitFor();
    expect(await dialog().count()).toBe(0);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Nothing would change.').waitFor();
  });

  it('shows at the form what would be refused', async () => {
    await open(page, `roles/${role}`);
    await page.getByLabel('Includes the roles').fill('there-is-none');
    await page.getByRole('button', { name: 'What would change' }).click();
    await page.locator('[name=includes][aria-invalid=true], .form-error p').first().waitFor();
  });

  it('is said before a role is taken from somebody, and given to them', async () => {
    await open(page, `users/${person.id}`);
    await page.getByRole('button', { name: `Take away the role ${role}` }).click();
    await dialog().getByText('orders:void').waitFor();
    expect(await dialog().innerText()).toContain('Permissions that are lost:');
    await dialog().getByRole('button', { name: 'Take away' }).click();
    await page.getByText('is taken away.').waitFor();
    expect(await endsOf(api, token, person.id, role)).toBeUndefined();

    await page.getByRole('button', { name: 'Give a role' }).click();
    await dialog().getByLabel('Role').fill(role);
    await dialog().getByLabel('Until').selectOption('A time');
    await dialog().getByLabel('Which time').fill('2031-05-04T10:00');
    await dialog().getByRole('button', { name: 'Give', exact: true }).click();
    await dialog().getByText('Permissions that are gained:').waitFor();
    expect(await violationsByDayAndNight(page)).toEqual([]);
    await dialog().getByRole('button', { name: 'Give it' }).click();
    await page.getByText(`The role ${role} is given.`).waitFor();
    expect(await endsOf(api, token, person.id, role)).toMatch(/^2031-05-04/);
    // What they may do is shown anew with it.
    await page.getByText(/^orders: 2$/).waitFor();
  });

  it('is said before it is taken from a member, and before it is deleted', async () => {
    await open(page, `roles/${role}`);
    await page.getByRole('button', { name: `Take away the role from ${person.email}` }).click();
    await dialog().getByText('Permissions that are lost:').waitFor();
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    expect(await endsOf(api, token, person.id, role)).toMatch(/^2031-05-04/);
    await page.getByRole('button', { name: 'Delete' }).click();
    await dialog().getByText('Concerned: 1 person.').waitFor();
    expect(await violationsByDayAndNight(page)).toEqual([]);
    await dialog().getByRole('button', { name: 'Delete' }).click();
    await page.getByText(`The role ${role} is deleted.`).waitFor();
  });
});
