/** The page to which the link of a registration leads. */
import { expect, it } from '@jest/globals';
import { newEmail } from '../support/accounts.js';
import { MAIL_ON, Mailbox } from '../support/mailbox.js';
import { PASSWORD } from '../support/people.js';
import { OWN } from '../support/tls-hosts.js';
import { describeInChromium, fillInLogin, useBrowserStage } from './stage.js';

describeInChromium('the link by which somebody has registered', () => {
  const stage = useBrowserStage({ ...MAIL_ON, GATEHOUSE_EMAIL_VERIFICATION: 'required' });

  it('asks for the password that was chosen then, once the button is pressed, and makes the account with it', async () => {
    const { service, database } = stage;
    const email = newEmail();
    await service.api.post('/v1/auth/register', { email, password: PASSWORD });
    const token = await new Mailbox(database).token(email, 'verify_email');
    const page = await stage.newPage();
    await page.goto(`${OWN}/account#/verify-email/${token}`);
    await page.getByRole('button', { name: 'Yes, it is mine' }).click();
    const password = page.getByLabel('Password', { exact: true });
    await password.waitFor();
    expect(await password.evaluate(element => element === element.ownerDocument.activeElement)).toBe(true);
    await page.keyboard.type('not-what-they-chose-9');
    await page.keyboard.press('Enter');
    await page.getByText('It is not the one that was chosen').waitFor();
    await password.fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByText('The address is verified.').waitFor();
    await fillInLogin(page, { email, password: PASSWORD });
    await page.getByText('this one').waitFor();
    expect(page.url()).not.toContain(token);
  });
});
