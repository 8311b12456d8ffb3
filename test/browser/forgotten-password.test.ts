/** A forgotten password, as people replace it. */
import { it } from '@jest/globals';
import { NEW_PASSWORD } from '../support/accounts.js';
import { MAIL_ON, Mailbox, tokenIn } from '../support/mailbox.js';
import { newPerson } from '../support/people.js';
import { OWN } from '../support/tls-hosts.js';
import { describeInChromium, fillInLogin, useBrowserStage } from './stage.js';

describeInChromium('a forgotten password', () => {
  const stage = useBrowserStage(MAIL_ON);

  it('is replaced by a link that the page says is on its way', async () => {
    const { email } = await newPerson(stage.service.api);
    const page = await stage.newPage();
    await page.goto(`${OWN}/account`);
    await page.getByRole('link', { name: 'Forgotten your password?' }).click();
    await page.getByLabel('E-mail address').fill(email);
    await page.getByRole('button', { name: 'Send me a link' }).click();
    await page.getByText('If there is an account of this address, a mail with a link is on its way to it.').waitFor();
    const letter = await new Mailbox(stage.database).next(email, 'password_reset');
    // The mail program opens it in a tab of its own.
    const opened = await page.context().newPage();
    await opened.goto(`${OWN}/account#/set-password/${tokenIn(letter)}`);
    await opened.getByLabel('New password', { exact: true }).fill(NEW_PASSWORD);
    await opened.getByLabel('New password again').fill(NEW_PASSWORD);
    await opened.getByRole('button', { name: 'Set password' }).click();
    await opened.getByRole('button', { name: 'Log in' }).waitFor();
    await fillInLogin(opened, { email, password: NEW_PASSWORD });
    await opened.getByText('this one').waitFor();
  });
});
