/** The second step of a login, and showing anew who one is, as people do it. */
import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Equipped, newEquipped } from '../support/factors.js';
import { newPerson } from '../support/people.js';
import { codeOf, wrongCodeOf } from '../support/specs/authenticator.js';
import { OWN } from '../support/tls-hosts.js';
import { describeInChromium, fillInLogin, logInAt, settled, useBrowserStage } from './stage.js';

const STALE = { code: 'insufficient_user_authentication', title: 'This needs a more recent login.', status: 401 };

describeInChromium('the login of somebody with a second factor', () => {
  const stage = useBrowserStage();
  let somebody: Equipped;

  beforeAll(async () => {
    somebody = await newEquipped(stage.service.api);
  });

  async function firstStep({ person }: Equipped): Promise<Page> {
    const page = await stage.newPage();
    await page.goto(`${OWN}/account`);
    await fillInLogin(page, person);
    await page.getByRole('heading', { name: 'One more step' }).waitFor();
    return page;
  }

  const answer = async (page: Page, label: string, code: string): Promise<void> => {
    await page.getByLabel(label, { exact: true }).fill(code);
    await page.getByRole('button', { name: 'Go on' }).click();
  };

  it('takes a code of the app, after a wrong one that it says is wrong', async () => {
    const page = await firstStep(somebody);
    const { secret } = somebody.authenticator;
    await answer(page, 'Code', wrongCodeOf(secret));
    await page.getByText('The code or the passkey is wrong, expired or used.').waitFor();
    // The code of this half minute has confirmed the app.
    await answer(page, 'Code', codeOf(secret, 1));
    await page.getByText('this one').waitFor();
    expect(await page.getByText(somebody.person.email).count()).toBeGreaterThan(0);
  });

  it('takes a recovery code instead, by keyboard alone', async () => {
    const page = await firstStep(somebody);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByLabel('Recovery code').waitFor();
    await page.keyboard.type(somebody.recoveryCodes[0] ?? '');
    await page.keyboard.press('Enter');
    await page.getByText('this one').waitFor();
  });

  it('begins anew, with a sentence, where it has taken too long', async () => {
    const page = await firstStep(somebody);
    const over = { code: 'invalid_login_ticket', title: 'The login ticket is unknown.', status: 400 };
    // Five minutes would have to pass.
    await page.route('**/login/factor', route => route.fulfill({ status: 400, json: over }), { times: 1 });
    await answer(page, 'Code', '000000');
    await page.getByText('That has taken too long, or too many tries. Log in once more.').waitFor();
    await page.getByLabel('E-mail address').waitFor();
  });

  it('is asked for anew by a factor, in the session that goes on', async () => {
    const equipped = await newEquipped(stage.service.api);
    const page = await firstStep(equipped);
    await answer(page, 'Code', codeOf(equipped.authenticator.secret, 1));
    await page.getByText('this one').waitFor();
    await settled(page);
    const before = await sessionsOf(equipped.person.id);
    await page.route('**/v1/sessions/*', route => route.fulfill({ status: 401, json: STALE }), { times: 1 });
    // The session that has enrolled the app.
    await page.getByRole('button', { name: /^End the session of/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(`This needs a second factor of ${equipped.person.email}.`).waitFor();
    await dialog.getByRole('button', { name: 'Use a recovery code instead' }).click();
    await dialog.getByLabel('Recovery code').fill(equipped.recoveryCodes[1] ?? '');
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await page.getByText(/^The session of .* has ended\.$/).waitFor();
    expect(await sessionsOf(equipped.person.id)).toEqual(before);
  });

  it('is asked for the password anew without one, in the session that goes on', async () => {
    const person = await newPerson(stage.service.api);
    const page = await stage.newPage();
    await logInAt(page, '/account', person);
    await page.route('**/logout-all*', route => route.fulfill({ status: 401, json: STALE }), { times: 1 });
    await page.getByRole('button', { name: 'End all others' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End all others' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Password').fill('not the right one');
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await dialog.getByText('The current password is wrong.').waitFor();
    await dialog.getByLabel('Password').fill(person.password);
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('All other sessions have ended.').waitFor();
    expect(await sessionsOf(person.id)).toHaveLength(1);
  });

  const sessionsOf = (user: string): Promise<object[]> =>
    stage.database.query('SELECT id FROM sessions WHERE user_id = $1 ORDER BY id', [user]);
});
