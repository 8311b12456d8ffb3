/** Changing one's address, as people do it: at the page, then in the mailbox. */
import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { newEmail } from '../support/accounts.js';
import { MAIL_ON, Mailbox } from '../support/mailbox.js';
import { newPerson, type Person } from '../support/people.js';
import { OWN } from '../support/tls-hosts.js';
import { violationsByDayAndNight } from './axe.js';
import { press, typeInto } from './keyboard.js';
import { describeInChromium, logInAt, useBrowserStage } from './stage.js';

async function ask(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('New address').fill(email);
  await page.getByLabel('Your password').fill(password);
  await page.getByRole('button', { name: 'Change address' }).click();
}

describeInChromium('a change of the address', () => {
  const stage = useBrowserStage(MAIL_ON);

  async function atAccount(): Promise<{ page: Page; person: Person }> {
    const person = await newPerson(stage.service.api);
    const page = await stage.newPage();
    await logInAt(page, '/account', person);
    await page.getByText('this one').waitFor();
    return { page, person };
  }

  it('is asked for with the password, and counts once the link was used, with it as well', async () => {
    const { page, person } = await atAccount();
    expect(await violationsByDayAndNight(page)).toEqual([]);
    const email = newEmail();
    await ask(page, email, 'not-the-password-of-theirs');
    await page.getByText('The current password is wrong.').waitFor();
    await ask(page, email, person.password);
    await page.getByText(`Look into the mailbox of ${email}`).waitFor();
    expect(await page.getByText(person.email).count()).toBeGreaterThan(0);
    const token = await new Mailbox(stage.database).token(email, 'email_change_confirm');
    const mail = await stage.newPage();
    await mail.goto(`${OWN}/account#/confirm-email/${token}`);
    await press(mail, 'Change it');
    await mail.getByLabel('Password', { exact: true }).waitFor();
    await typeInto(mail, 'password', person.password);
    await mail.keyboard.press('Enter');
    await mail.getByText('The address is changed.').waitFor();
    await page.reload();
    await page.getByText(email).first().waitFor();
  });

  it('asks anew who is there where the login is old', async () => {
    const { page, person } = await atAccount();
    await stage.database.query(`UPDATE sessions SET authenticated_at = now() - interval '1 hour' WHERE user_id = $1`, [
      person.id,
    ]);
    await page.context().clearCookies({ name: '__Host-gatehouse_access' });
    const email = newEmail();
    await ask(page, email, person.password);
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Password').fill(person.password);
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await page.getByText(`Look into the mailbox of ${email}`).waitFor();
  });
});

describeInChromium('a change of the address where there are no mails', () => {
  const stage = useBrowserStage({ GATEHOUSE_MAIL: 'off' });

  it('counts at once', async () => {
    const person = await newPerson(stage.service.api);
    const page = await stage.newPage();
    await logInAt(page, '/account', person);
    await page.getByText('this one').waitFor();
    const email = newEmail();
    await ask(page, email, person.password);
    await page.getByText('Your address is changed.').waitFor();
    expect(await page.getByText(email).count()).toBeGreaterThan(0);
  });
});
