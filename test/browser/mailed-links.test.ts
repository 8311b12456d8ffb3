/** The views to which the links of mails lead. What programs do that look through mails is to open them, all of them. */
import { randomBytes } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { MAIL_ON, Mailbox } from '../support/mailbox.js';
import { logIn, newPerson, type Person } from '../support/people.js';
import { OWN } from '../support/tls-hosts.js';
import { violationsByDayAndNight } from './axe.js';
import { press, typeInto } from './keyboard.js';
import { describeInChromium, settled, useBrowserStage } from './stage.js';

const NEW_PASSWORD = 'nine calm foxes paint';

interface View {
  readonly name: string;
  readonly title: string;
  /** Where the button posts to. */
  readonly posts: string;
  readonly action: string;
  readonly done: string;
  /** What to do where the link is used up. */
  readonly over: RegExp;
  /** Has the link sent. @returns its token */
  readonly send: (person: Person) => Promise<string>;
  /** What is filled in before the button is pressed. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Whether the password of the account is asked for once the button is pressed. */
  readonly asksForPassword?: true;
  /** Whether what the link is for has happened. */
  readonly holds: (person: Person) => Promise<boolean>;
}

describeInChromium('the view of a mailed link', () => {
  const stage = useBrowserStage(MAIL_ON);
  const mailbox = (): Mailbox => new Mailbox(stage.database);

  /** Somebody's call of their own, with a new login. */
  async function post(person: Person, path: string, body?: object): Promise<void> {
    const { access_token: token } = await logIn(stage.service.api, person);
    const { status } = await stage.service.api.post(path, body, { token });
    expect([path, Math.floor(status / 100)]).toEqual([path, 2]);
  }

  const newAddress = ({ email }: Person): string => `new-${email}`;

  async function askForChange(person: Person): Promise<string> {
    await post(person, '/v1/auth/email', { email: newAddress(person), current_password: person.password });
    return mailbox().token(newAddress(person), 'email_change_confirm');
  }

  const emailsOf = async ({ id }: Person): Promise<unknown[]> =>
    stage.database.query('SELECT email, email_verified_at IS NOT NULL AS verified FROM users WHERE id = $1', [id]);

  const canLogIn = async (email: string, password: string): Promise<boolean> =>
    (await stage.service.api.login(email, password)).status === 200;

  const VIEWS: readonly View[] = [
    {
      name: 'set-password',
      title: 'Set your password',
      posts: '/v1/auth/password/set',
      action: 'Set password',
      done: 'Forgotten your password?',
      over: /“Forgotten your password\?” stands below the login/,
      fields: { password: NEW_PASSWORD, again: NEW_PASSWORD },
      async send({ email }) {
        await stage.service.api.post('/v1/auth/password/forgot', { email });
        return mailbox().token(email, 'password_reset');
      },
      holds: ({ email }) => canLogIn(email, NEW_PASSWORD),
    },
    {
      name: 'verify-email',
      title: 'Is this address yours?',
      posts: '/v1/auth/email/verify',
      action: 'Yes, it is mine',
      done: 'The address is verified.',
      over: /If you have used it before, log in/,
      asksForPassword: true,
      async send(person) {
        await post(person, '/v1/auth/email/verify/send');
        return mailbox().token(person.email, 'verify_email');
      },
      holds: async person => JSON.stringify(await emailsOf(person)).includes('"verified":true'),
    },
    {
      name: 'confirm-email',
      title: 'Change your address?',
      posts: '/v1/auth/email/confirm',
      action: 'Change it',
      done: 'The address is changed.',
      over: /log in with the new address/,
      asksForPassword: true,
      send: askForChange,
      holds: person => canLogIn(newAddress(person), person.password),
    },
    {
      name: 'undo-email',
      title: 'Bring the old address back?',
      posts: '/v1/auth/email/undo',
      action: 'Bring it back',
      done: 'Set a new password by the mail that is on its way.',
      over: /ask an administrator/,
      async send(person) {
        const token = await askForChange(person);
        await stage.service.api.post('/v1/auth/email/confirm', { token, password: person.password });
        return mailbox().token(person.email, 'email_change_notice');
      },
      holds: async person => JSON.stringify(await emailsOf(person)).includes(`"${person.email}"`),
    },
    {
      name: 'not-me',
      title: 'Was this not you?',
      posts: '/v1/auth/not-me',
      action: 'It was not me',
      done: 'Set a new password by the mail that is on its way.',
      over: /have your password replaced/,
      async send(person) {
        await post(person, '/v1/auth/password', { current_password: person.password, new_password: NEW_PASSWORD });
        return mailbox().token(person.email, 'notice_password_changed');
      },
      holds: async ({ email }) => !(await canLogIn(email, NEW_PASSWORD)),
    },
  ];

  async function open(page: Page, { name, title }: View, token: string): Promise<void> {
    await page.goto(`${OWN}/account#/${name}/${token}`);
    await page.getByRole('heading', { name: title }).waitFor();
    await settled(page);
  }

  /** By keyboard alone. */
  async function use(page: Page, { fields = {}, action }: View): Promise<void> {
    for (const [name, text] of Object.entries(fields)) await typeInto(page, name, text);
    await press(page, action);
  }

  it.each(VIEWS)('$name changes nothing by being opened, reloaded, or left and come back to', async view => {
    const person = await newPerson(stage.service.api);
    const token = await view.send(person);
    const page = await stage.newPage();
    const since = stage.hosts.seen.length;
    await open(page, view, token);
    expect([view.name, await violationsByDayAndNight(page)]).toEqual([view.name, []]);
    // Nobody finds it in the address, nor in the history, who comes after.
    expect(page.url()).not.toContain(token);
    await page.reload();
    await settled(page);
    await page.goto(`${OWN}/account#/forgot-password`);
    await page.goBack();
    await settled(page);
    expect(page.url()).not.toContain(token);
    await open(page, view, token);
    const posted = stage.hosts.seen.slice(since).filter(({ path }) => path === view.posts);
    expect([view.name, posted, await view.holds(person)]).toEqual([view.name, [], false]);
  });

  it.each(VIEWS)('$name does by its button what it says, once, and then says what to do', async view => {
    const person = await newPerson(stage.service.api);
    const token = await view.send(person);
    const page = await stage.newPage();
    await open(page, view, token);
    await use(page, view);
    if (view.asksForPassword) {
      await page.getByLabel('Password', { exact: true }).waitFor();
      await use(page, { ...view, fields: { password: person.password } });
    }
    await page.getByText(view.done).first().waitFor();
    expect([view.name, await view.holds(person)]).toEqual([view.name, true]);

    await page.goto('about:blank');
    await open(page, view, token);
    await use(page, view);
    const told = page.getByRole('alert');
    await told.getByText(/used or withdrawn\./).waitFor();
    expect([view.name, await told.innerText()]).toEqual([view.name, expect.stringMatching(view.over)]);
  });

  it('is sent to who has forgotten the password, and asks for it by keyboard alone', async () => {
    const { email } = await newPerson(stage.service.api);
    const page = await stage.newPage();
    await page.goto(`${OWN}/account`);
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    await press(page, 'Forgotten your password?');
    await page.getByRole('heading', { name: 'Forgotten password' }).waitFor();
    await typeInto(page, 'email', email);
    await page.keyboard.press('Enter');
    await page.getByText('If there is an account of this address').waitFor();
    expect(await mailbox().token(email, 'password_reset')).not.toBe('');
  });

  it('of a link that nobody has sent says the same', async () => {
    const page = await stage.newPage();
    const [view] = VIEWS.slice(-1) as [View];
    await open(page, view, `made-up.${randomBytes(16).toString('base64url')}`);
    await use(page, view);
    await page.getByRole('alert').getByText(view.over).waitFor();
    expect(await violationsByDayAndNight(page)).toEqual([]);
  });
});
