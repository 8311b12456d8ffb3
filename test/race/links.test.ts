import { beforeAll, describe, expect, it } from '@jest/globals';
import { newEmail, setPassword } from '../support/accounts.js';
import type { Answer, Api } from '../support/api.js';
import { Gatehouse } from '../support/gatehouse.js';
import { MAIL_ON, Mailbox } from '../support/mailbox.js';
import { adminToken, newLogin, PASSWORD } from '../support/people.js';
import { range, rounds, tally } from '../support/rounds.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

const AT_ONCE = 50;
const LIMITED = { ...MAIL_ON, GATEHOUSE_THROTTLE: 'on', GATEHOUSE_RATE_LIMIT: '100000' };

describe('links of mails, raced for', () => {
  const database = useDatabase();
  const services = useInstances(database, MAIL_ON, MAIL_ON);
  const required = useInstances(database, { ...MAIL_ON, GATEHOUSE_EMAIL_VERIFICATION: 'required' });
  const limited = useInstances(database, LIMITED);
  const mailbox = new Mailbox(database);

  beforeAll(async () => {
    await adminToken(services[0].api);
  });

  const apis = (): [Api, Api] => [services[0].api, services[1].api];

  /** Uses a link fifty times at once, at both instances. */
  async function raced(path: string, body: object): Promise<Record<string, number>> {
    const [one, other] = apis();
    const answers = await Promise.all(
      range(AT_ONCE).map((n): Promise<Answer> => (n % 2 === 0 ? one : other).post(`/v1/auth/${path}`, body)),
    );
    return tally(answers.map(({ status }) => status));
  }

  const ONCE = { 204: 1, 400: AT_ONCE - 1 };

  it('that make an account: one makes it', async () => {
    for (const _ of range(rounds(20, 2))) {
      const email = newEmail();
      await required[0].api.post('/v1/auth/register', { email, password: PASSWORD });
      const token = await mailbox.token(email, 'new_account');
      expect(await raced('email/verify', { token, password: PASSWORD })).toEqual(ONCE);
      expect(await database.query('SELECT 1 FROM users WHERE email = $1', [email])).toHaveLength(1);
    }
  });

  it('that make an account of one address, two of them: one makes it', async () => {
    for (const _ of range(rounds(50))) {
      const email = newEmail();
      const tokens = [];
      for (const _mail of range(2)) {
        await required[0].api.post('/v1/auth/register', { email, password: PASSWORD });
        tokens.push(await mailbox.token(email, 'new_account'));
      }
      const [one, other] = apis();
      const answers = await Promise.all([
        one.post('/v1/auth/email/verify', { token: tokens[0], password: PASSWORD }),
        other.post('/v1/auth/email/verify', { token: tokens[1], password: PASSWORD }),
      ]);
      expect(tally(answers.map(({ status }) => status))).toEqual({ 204: 1, 400: 1 });
    }
  });

  it('that make an account with many passwords at once: one makes it, with the one that it has said is good', async () => {
    for (const _ of range(rounds(20, 2))) {
      const email = newEmail();
      await required[0].api.post('/v1/auth/register', { email });
      const token = await mailbox.token(email, 'new_account');
      const passwords = range(20).map(n => `${PASSWORD} ${n}`);
      const answers = await Promise.all(
        passwords.map((password, n) =>
          services[n % 2 === 0 ? 0 : 1].api.post('/v1/auth/email/verify', { token, ...(n % 4 < 3 && { password }) }),
        ),
      );
      const made = passwords.filter((_password, n) => answers[n]?.status === 204);
      expect([made.length, answers.filter(({ status }) => ![204, 400, 403].includes(status))]).toEqual([1, []]);
      expect((await services[0].api.login(email, made[0] ?? '')).status).toBe(200);
    }
  });

  it('that change the address, undo that, and take the account back: each once', async () => {
    for (const _ of range(rounds(20, 2))) {
      const { person, tokens } = await newLogin(services[0].api);
      const email = newEmail();
      const change = { email, current_password: PASSWORD };
      await services[0].api.post('/v1/auth/email', change, { token: tokens.access_token });
      const confirming = await mailbox.token(email, 'email_change_confirm');
      expect(await raced('email/confirm', { token: confirming, password: PASSWORD })).toEqual(ONCE);
      const undoing = await mailbox.token(person.email, 'email_change_notice');
      expect(await raced('email/undo', { token: undoing })).toEqual(ONCE);
      expect(await mailbox.kinds(person.email)).toEqual(['email_change_notice', 'account_reclaimed']);
      const reset = await mailbox.token(person.email, 'account_reclaimed');
      expect((await setPassword(services[1].api, reset, 'ember-quarry-willow-58')).status).toBe(204);
      const disowning = await mailbox.token(person.email, 'notice_password_changed');
      expect(await raced('not-me', { token: disowning })).toEqual(ONCE);
    }
  });

  it('that change the address, where tries are limited: one does, and whoever knows the password is never told that it is wrong', async () => {
    for (const _ of range(rounds(10, 1))) {
      const { tokens } = await newLogin(services[0].api);
      const email = newEmail();
      const change = { email, current_password: PASSWORD };
      await services[0].api.post('/v1/auth/email', change, { token: tokens.access_token });
      const token = await mailbox.token(email, 'email_change_confirm');
      const answers = await Promise.all(
        range(AT_ONCE).map(() => limited[0].api.post('/v1/auth/email/confirm', { token, password: PASSWORD })),
      );
      const { 204: changed, 400: late = 0, 429: waiting = 0, ...others } = tally(answers.map(({ status }) => status));
      expect([changed, late + waiting, others]).toEqual([1, AT_ONCE - 1, {}]);
      expect((await services[0].api.login(email, PASSWORD)).status).toBe(200);
    }
  });

  it('the address that is left is kept, though somebody registers it in that very moment', async () => {
    for (const _ of range(rounds(50))) {
      const { person, tokens } = await newLogin(services[0].api);
      const email = newEmail();
      const change = { email, current_password: PASSWORD };
      await services[0].api.post('/v1/auth/email', change, { token: tokens.access_token });
      const confirming = await mailbox.token(email, 'email_change_confirm');
      const [one, other] = apis();
      const [confirmed, registered] = await Promise.all([
        one.post('/v1/auth/email/confirm', { token: confirming, password: PASSWORD }),
        other.post('/v1/auth/register', { email: person.email, password: PASSWORD }),
      ]);
      // Whenever it comes: the address is theirs, or kept for them.
      expect([confirmed.status, registered.status]).toEqual([204, 409]);
      const undoing = await mailbox.token(person.email, 'email_change_notice');
      expect((await one.post('/v1/auth/email/undo', { token: undoing })).status).toBe(204);
    }
  });

  it('mails that many ask for at once are five', async () => {
    const both = await Promise.all([Gatehouse.start(database, LIMITED), Gatehouse.start(database, LIMITED)]);
    for (const _ of range(rounds(10))) {
      const { person } = await newLogin(services[0].api);
      await database.query('DELETE FROM mailbox_allowances');
      const ask = (n: number): Promise<Answer> =>
        (both[n % 2] ?? both[0]).api.post('/v1/auth/password/forgot', { email: person.email });
      await Promise.all(range(20).map(ask));
      expect(await mailbox.kinds(person.email)).toHaveLength(5);
    }
    await Promise.all(both.map(service => service.stop()));
  });
});
