/** The page to which the link of a registration leads. */
import { expect, it } from '@jest/globals';
import { newEmail } from '../support/accounts.js';
import { MAIL_ON, Mailbox, tokenIn } from '../support/mailbox.js';
import { PASSWORD } from '../support/people.js';
import { range } from '../support/rounds.js';
import { OWN } from '../support/tls-hosts.js';
import { violationsByDayAndNight } from './axe.js';
import { press, typeInto } from './keyboard.js';
import { describeInChromium, fillInLogin, settled, useBrowserStage } from './stage.js';

const STRANGERS = 'a-stranger-chose-this-31';

describeInChromium('the link by which somebody registers', () => {
  const stage = useBrowserStage({
    ...MAIL_ON,
    ...{ GATEHOUSE_EMAIL_VERIFICATION: 'required', GATEHOUSE_THROTTLE: 'on', GATEHOUSE_RATE_LIMIT: '60000' },
  });

  /** What a stranger can do: register the address again and again. @returns the tokens of the links that its owner is sent */
  async function flooded(email: string): Promise<string[]> {
    const { service, database } = stage;
    for (const _ of range(8)) await service.api.post('/v1/auth/register', { email, password: STRANGERS });
    return (await new Mailbox(database).all(email)).map(tokenIn);
  }

  it('has its reader choose the password, whoever has asked for it, by keyboard alone', async () => {
    const email = newEmail();
    const [first = '', ...others] = await flooded(email);
    expect(others).toHaveLength(4);
    await stage.service.api.post('/v1/auth/register', { email, password: PASSWORD });
    const page = await stage.newPage();
    await page.goto(`${OWN}/account#/new-account/${first}`);
    await page.getByRole('heading', { name: 'Choose your password' }).waitFor();
    await settled(page);
    expect(await violationsByDayAndNight(page)).toEqual([]);
    expect(page.url()).not.toContain(first);
    await typeInto(page, 'password', 'short');
    await typeInto(page, 'again', 'other');
    await page.keyboard.press('Enter');
    await page.getByText('This is not the same as above.').waitFor();
    await page.getByLabel('Password again').fill('short');
    await press(page, 'Make the account');
    await page.getByText('Use at least').first().waitFor();
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByLabel('Password again').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByText('Your account is there.').waitFor();
    await fillInLogin(page, { email, password: PASSWORD });
    await page.getByText('this one').waitFor();
    expect((await stage.service.api.login(email, STRANGERS)).status).toBe(401);
  });

  it('makes nothing by being opened, reloaded, or its buttons pressed by a program that looks for harm', async () => {
    const email = newEmail();
    const [token = ''] = await flooded(email);
    const page = await stage.newPage();
    const since = stage.hosts.seen.length;
    for (const _ of range(2)) {
      await page.goto('about:blank');
      await page.goto(`${OWN}/account#/new-account/${token}`);
      await page.getByRole('heading', { name: 'Choose your password' }).waitFor();
      await page.getByRole('button', { name: 'Make the account' }).click();
      await settled(page);
    }
    const posted = stage.hosts.seen.slice(since).filter(({ path }) => path === '/v1/auth/email/verify');
    const accounts = await stage.database.query('SELECT 1 FROM users WHERE email = $1', [email]);
    expect([posted, accounts]).toEqual([[], []]);
  });
});
