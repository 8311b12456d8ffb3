/** What is done to the accounts of many people, one after the other. */
import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Api } from '../support/api.js';
import { ADMIN } from '../support/gatehouse.js';
import { adminToken, logIn, newPerson, type Person } from '../support/people.js';
import { violationsByDayAndNight } from './axe.js';
import { inDialog, open } from './bulk-scene.js';
import { describeInChromium, logInAt, useBrowserStage } from './stage.js';

describeInChromium('the accounts of many people', () => {
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

  const dialog = () => page.getByRole('dialog');
  const newOnes = (count: number): Promise<Person[]> =>
    Promise.all(Array.from({ length: count }, () => newPerson(api)));

  async function paste(people: readonly Person[]): Promise<void> {
    await open(page, 'users');
    const none = page.getByRole('button', { name: 'Choose none' });
    if (await none.isVisible()) await none.click();
    await page.getByRole('button', { name: 'Paste addresses' }).click();
    await dialog()
      .getByLabel('E-mail addresses')
      .fill(people.map(({ email }) => email).join('\n'));
    await inDialog(page, 'Choose them', `Chosen: ${people.length} people.`);
    await dialog().getByRole('button', { name: 'Close' }).click();
  }

  const statuses = (people: readonly Person[]): Promise<string[]> =>
    Promise.all(
      people.map(async ({ id }) => (await api.get<{ status: string }>(`/v1/users/${id}`, { token })).body.status),
    );

  it('are disabled, but for who is so already, and enabled again by Undo', async () => {
    const people = await newOnes(3);
    await api.patch(`/v1/users/${people[2]?.id}`, { status: 'disabled' }, { token });
    await paste(people);
    await page.getByRole('button', { name: 'Disable' }).click();
    await dialog().getByText('They are logged out everywhere at once').waitFor();
    expect(await dialog().getByText('As it is to be already: 1').count()).toBe(1);
    expect(await violationsByDayAndNight(page)).toEqual([]);
    await inDialog(page, 'Disable 2 people', 'Done: 2 people. Unchanged: 1.');
    expect(await statuses(people)).toEqual(['disabled', 'disabled', 'disabled']);
    await inDialog(page, 'Undo', 'Taken back: 2 people.');
    expect(await statuses(people)).toEqual(['active', 'active', 'disabled']);
    await dialog().getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Enable' }).click();
    await inDialog(page, 'Enable 1 person', 'Done: 1 person. Unchanged: 2.');
    expect(await statuses(people)).toEqual(['active', 'active', 'active']);
    await dialog().getByRole('button', { name: 'Close' }).click();
  });

  it('are logged out everywhere', async () => {
    const people = await newOnes(2);
    const tokens = await Promise.all(people.map(person => logIn(api, person)));
    await paste(people);
    await page.getByRole('button', { name: 'End all sessions' }).click();
    await inDialog(page, 'End all sessions of 2 people', 'Done: 2 people.');
    expect(await dialog().getByRole('button', { name: 'Undo' }).count()).toBe(0);
    for (const { access_token } of tokens)
      expect((await api.get('/v1/auth/me', { token: access_token })).status).toBe(401);
    await dialog().getByRole('button', { name: 'Close' }).click();
  });

  it('are left as they are from where it was stopped, and it goes on from there', async () => {
    const people = await newOnes(3);
    await paste(people);
    await page.getByRole('button', { name: 'Disable' }).click();
    await dialog().getByRole('button', { name: 'Disable 3 people' }).waitFor();
    let release: () => void = () => undefined;
    const held = new Promise<void>(resolve => (release = resolve));
    await page.route(
      '**/v1/users/*',
      async route => {
        await held;
        await route.continue();
      },
      { times: 1 },
    );
    await dialog().getByRole('button', { name: 'Disable 3 people' }).click();
    await dialog()
      .getByText(/^1 of 3: /)
      .waitFor();
    expect(await violationsByDayAndNight(page)).toEqual([]);
    await dialog().getByRole('button', { name: 'Stop' }).click();
    release();
    await dialog().getByText('Done: 1 person. Not tried: 2.').waitFor();
    expect((await statuses(people)).sort()).toEqual(['active', 'active', 'disabled']);
    await inDialog(page, 'Go on with the other 2', 'Done: 2 people.');
    expect(await statuses(people)).toEqual(['disabled', 'disabled', 'disabled']);
    await dialog().getByRole('button', { name: 'Close' }).click();
  });

  it('are refused one by one, with the reason, and the others are done', async () => {
    const people = await newOnes(2);
    await paste(people);
    await page.getByRole('button', { name: 'Disable' }).click();
    await dialog().getByRole('button', { name: 'Disable 2 people' }).waitFor();
    // Somebody else is faster with the first.
    await api.patch(`/v1/users/${people[0]?.id}`, { ext: { plan: 'gold' } }, { token });
    await inDialog(page, 'Disable 2 people', 'Done: 1 person. Refused: 1.');
    expect(await dialog().getByRole('group').filter({ hasText: 'Refused' }).innerText()).toContain(people[0]?.email);
    expect(await statuses(people)).toEqual(['active', 'disabled']);
    await dialog().getByRole('button', { name: 'Close' }).click();
  });
});
