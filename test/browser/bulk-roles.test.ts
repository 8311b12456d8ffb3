/** Giving a role to many people, and taking it: what is said before, what comes of it, and the way back. */
import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { grant, type Invited, newOfficer, newRole } from '../support/accounts.js';
import type { Api } from '../support/api.js';
import { ADMIN } from '../support/gatehouse.js';
import { adminToken } from '../support/people.js';
import { overflow, violationsByDayAndNight } from './axe.js';
import { chooseAll, endsOf, inDialog, newPeople } from './bulk-scene.js';
import { describeInChromium, logInAt, useBrowserStage } from './stage.js';

const DAY_MS = 86_400_000;

describeInChromium('a role for many people', () => {
  const stage = useBrowserStage({ GATEHOUSE_MAIL: 'off' });
  let api: Api;
  let token: string;
  let page: Page;

  beforeAll(async () => {
    ({ api } = stage.service);
    token = await adminToken(api);
    page = await stage.newPage();
    await logInAt(page, '/console#/users', ADMIN);
  });

  /** Those of one test, and nobody else is chosen. */
  async function choose(prefix: string, count: number): Promise<Invited[]> {
    const people = await newPeople(api, token, prefix, count);
    await chooseAll(page, prefix);
    return people;
  }

  const chooseNone = (): Promise<void> => page.getByRole('button', { name: 'Choose none' }).click();
  const dialog = () => page.getByRole('dialog');
  const states = (people: readonly Invited[], role: string): Promise<(string | null | undefined)[]> =>
    Promise.all(people.map(({ id }) => endsOf(api, token, id, role)));

  it('is given for a month after a preview, reported, and taken back from those who did not have it', async () => {
    const role = await newRole(api, token, ['orders:refund']);
    const people = await choose('given', 4);
    const week = new Date(Date.now() + 7 * DAY_MS).toISOString();
    await api.put(`/v1/users/${people[0]?.id}/roles/${role}`, { expires_at: week }, { token });
    await page.getByRole('button', { name: 'Give a role' }).click();
    await dialog().getByLabel('Role').fill(role.slice(0, 6));
    await page.locator(`datalist option[value=${role}]`).waitFor({ state: 'attached' });
    await dialog().getByLabel('Role').fill(role);
    await dialog().getByLabel('Until').selectOption('A month from now');
    expect(await violationsByDayAndNight(page)).toEqual([]);
    await inDialog(page, 'Preview', `They get the role ${role} until`);
    expect(await dialog().getByText('Concerned: 4 people.').count()).toBe(1);
    expect(await dialog().getByText('orders:refund').count()).toBe(1);
    expect(await violationsByDayAndNight(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await overflow(page)).toBe(0);
    await page.setViewportSize({ width: 1280, height: 800 });
    expect(await states(people.slice(1), role)).toEqual([undefined, undefined, undefined]);

    await inDialog(page, `Give ${role} to 4 people`, 'Done: 4 people.');
    const month = Date.now() + 30 * DAY_MS;
    for (const end of await states(people, role)) expect(Math.abs(Date.parse(end ?? '') - month)).toBeLessThan(60_000);
    expect(await violationsByDayAndNight(page)).toEqual([]);
    await inDialog(page, 'Undo', 'Taken back: 4 people.');
    expect(await states(people, role)).toEqual([week, undefined, undefined, undefined]);
    await dialog().getByRole('button', { name: 'Close' }).click();
    await chooseNone();
  });

  it('is taken from those who have it, and given back with the end that it had', async () => {
    const role = await newRole(api, token, ['orders:read']);
    const people = await choose('taken', 3);
    const week = new Date(Date.now() + 7 * DAY_MS).toISOString();
    await api.put(`/v1/users/${people[0]?.id}/roles/${role}`, { expires_at: week }, { token });
    await grant(api, token, people[1]?.id ?? '', role);
    await page.getByRole('button', { name: 'Take a role' }).click();
    await dialog().getByLabel('Role').fill(role);
    await inDialog(page, 'Preview', `The role ${role} is taken from them.`);
    expect(await dialog().getByText('As it is to be already: 1').count()).toBe(1);
    await inDialog(page, `Take ${role} from 2 people`, 'Done: 2 people. Unchanged: 1.');
    expect(await states(people, role)).toEqual([undefined, undefined, undefined]);
    await inDialog(page, 'Undo', 'Taken back: 2 people.');
    expect(await states(people, role)).toEqual([week, null, undefined]);
    await dialog().getByRole('button', { name: 'Close' }).click();
    await chooseNone();
  });

  it('names who is refused and why, and is given to the others', async () => {
    const role = await newRole(api, token, ['orders:read']);
    const people = await newPeople(api, token, 'partly', 3);
    const mighty = await newRole(api, token, ['keys:read']);
    await grant(api, token, people[1]?.id ?? '', mighty);
    const clerk = await newOfficer(api, token, ['users:read', 'roles:read', 'roles:assign', 'orders:read']);
    const other = await stage.newPage();
    await logInAt(other, '/console#/users', clerk.person);
    await chooseAll(other, 'partly');
    await other.getByRole('button', { name: 'Give a role' }).click();
    await other.getByRole('dialog').getByLabel('Role').fill(role);
    await inDialog(other, 'Preview', 'Refused: 1');
    const refused = other.getByRole('dialog').getByRole('group').filter({ hasText: 'Refused' });
    expect(await refused.getByRole('listitem').innerText()).toMatch(/^partly-01@example\.test\s+holds what you do not/);
    await inDialog(other, `Give ${role} to 2 people`, 'Done: 2 people. Refused: 1.');
    expect(await violationsByDayAndNight(other)).toEqual([]);
    expect(await states(people, role)).toEqual([null, undefined, null]);
  });

  it('says at the field what is wrong with the role, and that there is nobody to be changed', async () => {
    const role = await newRole(api, token, ['orders:read']);
    const people = await choose('nobody', 2);
    await page.getByRole('button', { name: 'Take a role' }).click();
    await dialog().getByLabel('Role').fill('there-is-none');
    await inDialog(page, 'Preview', /no such role/i);
    await dialog().getByLabel('Role').fill(role);
    await inDialog(page, 'Preview', 'There is nobody to whom this could be done.');
    expect(await dialog().getByText('As it is to be already: 2').count()).toBe(1);
    await dialog().getByRole('button', { name: 'Close' }).click();
    expect(await states(people, role)).toEqual([undefined, undefined]);
    await chooseNone();
  });
});
