/** Everybody's sessions: found by what is known of a device, and ended. */
import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { newOfficer } from '../support/accounts.js';
import type { Api } from '../support/api.js';
import { ADMIN } from '../support/gatehouse.js';
import { adminToken, newPerson, type Person } from '../support/people.js';
import { OWN } from '../support/tls-hosts.js';
import { overflow, violationsByDayAndNight } from './axe.js';
import { inDialog, open } from './bulk-scene.js';
import { focused, press, typeInto } from './keyboard.js';
import { describeInChromium, logInAt, settled, useBrowserStage } from './stage.js';

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.2 Mobile/15E148 Safari/604.1';

describeInChromium('the sessions of all people', () => {
  const stage = useBrowserStage();
  let api: Api;
  let page: Page;
  let people: Person[];

  beforeAll(async () => {
    ({ api } = stage.service);
    people = [await newPerson(api), await newPerson(api), await newPerson(api)];
    for (const person of people) await logInFrom(person, IPHONE);
    page = await stage.newPage();
    await logInAt(page, '/console#/sessions', ADMIN);
  });

  async function logInFrom({ email, password }: Person, device: string): Promise<void> {
    const answer = await api.post('/v1/auth/login', { email, password }, { headers: { 'user-agent': device } });
    expect(answer.status).toBe(200);
  }

  const rows = (): Promise<number> => page.getByRole('row').count();
  const alive = async ({ id }: Person): Promise<number> => {
    const { body } = await api.get<{ items: unknown[] }>(`/v1/users/${id}/sessions?active=true`, {
      token: await adminToken(api),
    });
    return body.items.length;
  };

  it('are found by device, which stays in the address, and lead to the person and to what happened', async () => {
    await page.getByLabel('Any part of the device').fill('iphone');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.waitForURL(/user_agent_contains=iphone/);
    await settled(page);
    expect(await rows()).toBe(4);
    const [first] = await page.getByRole('row').nth(1).allInnerTexts();
    expect(first).toContain(people[2]?.email);
    expect(first).toContain('Safari on iPhone');
    expect(await violationsByDayAndNight(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await overflow(page)).toBe(0);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page
      .getByRole('link', { name: /^Events of the session of/ })
      .first()
      .click();
    await page.getByRole('heading', { name: 'Audit trail' }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: people[0]?.email ?? '', exact: true }).click();
    await page.getByRole('heading', { name: people[0]?.email ?? '' }).waitFor();
  });

  it('are found by address, time and application, by keyboard alone', async () => {
    await open(page, 'sessions');
    await typeInto(page, 'user_agent_contains', 'iphone');
    await typeInto(page, 'ip', '203.0.113.99');
    await press(page, 'Search');
    await page.getByText('No session fits these filters.').waitFor();
    await open(page, 'sessions?user_agent_contains=iphone&issued_until=2020-01-01T00:00');
    await page.getByText('No session fits these filters.').waitFor();
    await open(page, 'sessions?user_agent_contains=iphone&ip=127.0.0.1&issued_since=2020-01-01T00:00');
    expect(await rows()).toBe(4);
    await open(page, 'sessions?client_id=0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21');
    await page.getByText('No session fits these filters.').waitFor();
  });

  it('are chosen and ended together, but for one’s own', async () => {
    await open(page, 'sessions?user_agent_contains=iphone');
    await page.locator('h1').focus();
    await press(page, 'Choose all that are shown');
    await page.getByText('3 sessions chosen').waitFor();
    await page.getByLabel(`Choose ${people[0]?.email}, Safari on iPhone`).uncheck();
    await page.getByRole('button', { name: 'End these sessions' }).click();
    await page.getByRole('dialog').getByText('To be changed: 2').waitFor();
    expect(await violationsByDayAndNight(page)).toEqual([]);
    await inDialog(page, 'End 2 sessions', 'Done: 2 sessions.');
    expect(await violationsByDayAndNight(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await settled(page);
    await page.getByText('No session is chosen.').waitFor();
    expect(await focused(page)).not.toBe('');
    expect(await rows()).toBe(2);
    expect(await Promise.all(people.map(alive))).toEqual([1, 0, 0]);
    await page.getByRole('button', { name: `End the session of ${people[0]?.email}` }).click();
    await inDialog(page, 'End 1 session', 'Done: 1 session.');
    expect(await alive(people[0] as Person)).toBe(0);
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await open(page, 'sessions');
    const own = page.getByRole('row').filter({ hasText: 'this one' });
    expect(await own.getByRole('checkbox').count()).toBe(0);
  });

  it('end one by one on the page of whose they are, when that is confirmed, and the way back leads to the search', async () => {
    const person = await newPerson(api);
    await logInFrom(person, IPHONE);
    await open(page, `users?email_contains=${person.email}`);
    await page.getByRole('link', { name: person.email }).click();
    await page.getByRole('heading', { name: person.email }).waitFor();
    expect(await page.title()).toBe(`${person.email} · Gatehouse`);
    const end = page.getByRole('button', { name: 'End the session of Safari on iPhone' });
    await end.click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    expect(await alive(person)).toBe(1);
    await end.click();
    await page.getByRole('dialog').getByRole('button', { name: 'End', exact: true }).click();
    await page.getByText('The session of Safari on iPhone has ended.').waitFor();
    expect(await alive(person)).toBe(0);
    await page.getByRole('link', { name: '← Users' }).click();
    await page.getByRole('heading', { name: 'Users' }).waitFor();
    expect(await page.getByLabel('Any part of the e-mail address').inputValue()).toBe(person.email);
  });

  it('are looked for further where a part came back empty, and not without an end', async () => {
    let asked = 0;
    await page.route('**/v1/user-sessions?*', async route => {
      asked++;
      if (asked <= 10) return route.fulfill({ json: { items: [], next_cursor: 'further' } });
      await route.continue({
        url: route
          .request()
          .url()
          .replace(/&?cursor=further/, ''),
      });
    });
    await open(page, 'sessions?ip=127.0.0.1');
    expect(asked).toBe(10);
    await page.getByText('Nothing so far; there is more to look through.').waitFor();
    expect(await violationsByDayAndNight(page)).toEqual([]);
    await page.getByRole('button', { name: 'Look further' }).click();
    await page.getByRole('row').nth(1).waitFor();
    expect(await page.getByText('Nothing so far').count()).toBe(0);
    await page.unroute('**/v1/user-sessions?*');
  });

  it('are only looked at by who may not end them, without addresses by who may not see accounts', async () => {
    const watcher = await newOfficer(api, await adminToken(api), ['sessions:read']);
    const other = await stage.newPage();
    await logInAt(other, '/console', watcher.person);
    expect(other.url()).toBe(`${OWN}/console#/sessions`);
    await settled(other);
    const text = await other.locator('main').innerText();
    expect([text.includes('@'), text.includes(watcher.person.id)]).toEqual([false, true]);
    expect(await other.getByRole('checkbox').count()).toBe(0);
    expect(await other.getByRole('button', { name: /^End/ }).count()).toBe(0);
  });
});
