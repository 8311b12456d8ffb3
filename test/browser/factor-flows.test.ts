/** What one does about second factors, by keyboard alone; and nothing on the way keeps anybody out. */
import { readFile } from 'node:fs/promises';
import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { newEquipped } from '../support/factors.js';
import { ADMIN } from '../support/gatehouse.js';
import { adminToken, newPerson, type Person } from '../support/people.js';
import { codeOf } from '../support/specs/authenticator.js';
import { OWN } from '../support/tls-hosts.js';
import { overflow, violationsByDayAndNight } from './axe.js';
import { focused, press, tabTo, typeInto } from './keyboard.js';
import { leaveOffers, PasskeyVisitor } from './passkey-visitor.js';
import { describeInChromium, logInAt, settled, useBrowserStage } from './stage.js';

const NARROW = { width: 320, height: 640 };

describeInChromium('second factors by keyboard alone', () => {
  const stage = useBrowserStage();
  let found: Record<string, unknown>;

  /** Holds the state that the page is in against what everybody needs. */
  async function look(page: Page, state: string): Promise<void> {
    const problems = await violationsByDayAndNight(page);
    const wide = await overflow(page);
    if (problems.length > 0 || wide > 0) found[state] = { problems, wide };
  }

  beforeAll(() => {
    found = {};
  });

  async function logInByKeyboard(page: Page, person: Person): Promise<void> {
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    await typeInto(page, 'email', person.email);
    await typeInto(page, 'password', person.password);
    await page.keyboard.press('Enter');
  }

  const codesOn = async (page: Page): Promise<string[]> => {
    const list = page.getByRole('list', { name: 'Recovery codes' });
    await list.waitFor();
    return list.getByRole('listitem').allTextContents();
  };

  it('are an app, its codes, which are kept in three ways, another name, a step-up and the end of it', async () => {
    const person = await newPerson(stage.service.api);
    const page = await stage.newPage({ viewport: NARROW });
    await page.addInitScript(() => {
      const counted = { printed: 0 };
      Object.assign(window, { counted, print: () => counted.printed++ });
    });
    await page.goto(`${OWN}/account`);
    await logInByKeyboard(page, person);
    await page.getByText('You have none:').waitFor();
    await press(page, 'Add an app');
    await look(page, 'the password for an app');
    await typeInto(page, 'current_password', person.password);
    await page.keyboard.press('Enter');
    await page.getByRole('img', { name: 'QR code for the app' }).waitFor();
    await look(page, 'the QR code');
    const secret = ((await page.locator('.key').textContent()) ?? '').replaceAll(' ', '');
    await typeInto(page, 'code', codeOf(secret));
    await page.keyboard.press('Enter');

    const codes = await codesOn(page);
    await look(page, 'recovery codes');
    const downloading = page.waitForEvent('download');
    await press(page, 'Download');
    const file = await downloading;
    expect(file.suggestedFilename()).toBe('gatehouse-recovery-codes.txt');
    expect(await readFile(await file.path(), 'utf8')).toBe(`${codes.join('\n')}\n`);
    await press(page, 'Print');
    expect(await page.evaluate(() => (window as unknown as { counted: { printed: number } }).counted.printed)).toBe(1);
    await page.emulateMedia({ media: 'print' });
    // On paper: the codes, what they are for, and nothing of the page behind them.
    expect(await page.getByRole('list', { name: 'Recovery codes' }).isVisible()).toBe(true);
    for (const hidden of [page.locator('main'), page.getByRole('button', { name: 'Print' })]) {
      expect(await hidden.isVisible()).toBe(false);
    }
    await page.emulateMedia({ media: 'screen' });
    await press(page, 'Done');
    await page.getByText('10 left').waitFor();
    // The number stood behind the dialog already, which goes only when it has told the page that it is closed.
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect(await page.content()).not.toContain(codes[0]);
    expect(await focused(page)).toBe('Add an app');

    await press(page, 'New codes');
    await press(page, 'Make new ones');
    expect(await codesOn(page)).not.toEqual(codes);
    await press(page, 'Done');
    await press(page, 'Rename');
    await typeInto(page, 'name', 'Phone');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove Phone' }).waitFor();
    await press(page, 'Remove');
    await look(page, 'the question before a factor is removed');
    await tabTo(page, 'Cancel');
    await press(page, 'Remove');
    await page.getByText('You have none:').waitFor();
    expect(found).toEqual({});
  });

  it('are a passkey, which lets in by the button and beside the password', async () => {
    const person = await newPerson(stage.service.api);
    const page = await stage.newPage({ viewport: NARROW });
    await leaveOffers(page);
    await PasskeyVisitor.open(page, OWN);
    await page.goto(`${OWN}/account`);
    await logInByKeyboard(page, person);
    await page.getByText('You have none:').waitFor();
    await press(page, 'Add a passkey');
    await typeInto(page, 'current_password', person.password);
    await look(page, 'the password for a passkey');
    await page.keyboard.press('Enter');
    await codesOn(page);
    await press(page, 'Done');
    await press(page, 'Log out');
    await logInByKeyboard(page, person);
    await page.getByRole('heading', { name: 'One more step' }).waitFor();
    await look(page, 'the second step, with a passkey');
    await press(page, 'Use a passkey');
    await page.getByText('this one').waitFor();
    await press(page, 'Log out');
    await page.getByText('You are logged out.').waitFor();
    await look(page, 'the login');
    await press(page, 'Use a passkey');
    await page.getByText('this one').waitFor();
    expect(found).toEqual({});
  });

  it('are demanded by a role in the console, which shows who of its members has none', async () => {
    const { api } = stage.service;
    const token = await adminToken(api);
    const [plain, equipped] = [await newPerson(api), (await newEquipped(api)).person];
    await api.post('/v1/roles', { name: 'treasurer', permissions: ['payments:release'] }, { token });
    const members = { user_ids: [plain.id, equipped.id] };
    expect((await api.post('/v1/roles/treasurer/members', members, { token })).status).toBe(200);
    const page = await stage.newPage({ viewport: NARROW });
    await logInAt(page, '/console#/roles/treasurer', ADMIN);
    await page.getByText('in every session').first().waitFor();
    await settled(page);
    await tabTo(page, 'requires_mfa');
    await page.keyboard.press('ArrowDown');
    await press(page, 'Save');
    // Somebody loses something by it in the sessions that they have.
    await page.getByRole('dialog').getByText('It counts at once').waitFor();
    await press(page, 'Save');
    await page.getByText('The role treasurer is changed, and counts at once.').waitFor();
    await settled(page);
    expect(await page.getByRole('definition').filter({ hasText: 'only after a second factor' }).count()).toBe(1);
    const rowOf = ({ email }: Person): Promise<string> => page.getByRole('row').filter({ hasText: email }).innerText();
    expect(await rowOf(plain)).toContain('no second factor');
    expect(await rowOf(equipped)).not.toContain('no second factor');
    await look(page, 'a role that demands a second factor');
    expect((await api.get('/v1/roles/treasurer', { token })).body).toMatchObject({ requires_mfa: true });

    // For whom it sleeps, the account page says so.
    const account = await stage.newPage({ viewport: NARROW });
    await logInAt(account, '/account', plain);
    await account.getByText('These roles wait for a second factor: treasurer.').waitFor();
    await look(account, 'the account of who has a role that sleeps');
    expect(found).toEqual({});
  });
});
