import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { newEmail } from '../support/accounts.js';
import type { Answer, Api } from '../support/api.js';
import { cleanUp } from '../support/clean-up.js';
import { MAIL_ON, Mailbox, tokenIn } from '../support/mailbox.js';
import { PASSWORD } from '../support/people.js';
import { range } from '../support/rounds.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

const STRANGERS = 'a-stranger-chose-this-31';
const REQUIRED = { ...MAIL_ON, GATEHOUSE_EMAIL_VERIFICATION: 'required' };
const CLOSED = { ...REQUIRED, GATEHOUSE_REGISTRATION: 'closed' };
const THROTTLED = { ...REQUIRED, GATEHOUSE_THROTTLE: 'on', GATEHOUSE_RATE_LIMIT: '60000' };

const told = ({ status, body }: Answer): unknown[] => [status, body['code']];
const ASKED = [403, 'password_required'];
const NO_LINK = [400, 'invalid_link'];

describe('the link by which somebody registers', () => {
  const database = useDatabase();
  const [open, closed, throttled] = useInstances(database, REQUIRED, CLOSED, THROTTLED);
  const mailbox = new Mailbox(database);

  /** @returns the token of the link that is sent */
  async function register(email: string, password: string): Promise<string> {
    expect((await open.api.post('/v1/auth/register', { email, password })).status).toBe(202);
    return mailbox.token(email, 'new_account');
  }

  const verify = (token: string, password?: string, api: Api = open.api): Promise<Answer> =>
    api.post('/v1/auth/email/verify', { token, ...(password !== undefined && { password }) });

  const accountsOf = (email: string): Promise<unknown[]> =>
    database.query('SELECT 1 FROM users WHERE email = $1', [email]);

  it('makes no account by a click alone, and none with the password of a stranger', async () => {
    const email = newEmail();
    const token = await register(email, STRANGERS);
    expect(told(await verify(token))).toEqual(ASKED);
    expect(await accountsOf(email)).toEqual([]);
    expect((await verify(token, PASSWORD)).status).toBe(204);
    expect((await open.api.login(email, STRANGERS)).status).toBe(401);
    expect((await open.api.login(email, PASSWORD)).status).toBe(200);
  });

  it.each(['first', 'last'])(
    'is good for the owner of the address, though a stranger registers it as often as the limit allows: the %s',
    async which => {
      const email = newEmail();
      const register = (password: string): Promise<Answer> =>
        throttled.api.post('/v1/auth/register', { email, password });
      for (const _ of range(8)) expect((await register(STRANGERS)).status).toBe(202);
      expect(await mailbox.kinds(email)).toEqual(range(5).map(() => 'new_account'));
      // No mail comes of that, and the answer says nothing of it.
      expect((await register(PASSWORD)).status).toBe(202);
      expect((await throttled.api.post('/v1/auth/email/verify/resend', { email })).status).toBe(202);
      const tokens = (await mailbox.all(email)).map(tokenIn);
      expect(tokens).toHaveLength(5);
      const [token = ''] = which === 'first' ? tokens : tokens.slice(-1);
      expect((await verify(token, PASSWORD, throttled.api)).status).toBe(204);
      expect((await throttled.api.login(email, PASSWORD)).status).toBe(200);
      expect((await throttled.api.login(email, STRANGERS)).status).toBe(401);
      for (const other of tokens) expect(told(await verify(other, STRANGERS, throttled.api))).toEqual(NO_LINK);
      // From then on the owner is told, and the stranger learns nothing of that either.
      expect((await register(STRANGERS)).status).toBe(202);
      expect((await mailbox.kinds(email)).at(-1)).toBe('email_exists');
    },
  );

  it('needs no password before: what is stored of a registration is an address', async () => {
    const email = newEmail();
    expect((await open.api.post('/v1/auth/register', { email })).status).toBe(202);
    const token = await mailbox.token(email, 'new_account');
    await register(email, STRANGERS);
    const stored = await database.query('SELECT password_hash FROM links WHERE email = $1', [email]);
    expect(stored).toEqual([{ password_hash: null }, { password_hash: null }]);
    expect((await verify(token, PASSWORD)).status).toBe(204);
    expect((await open.api.login(email, PASSWORD)).status).toBe(200);
  });

  it('stays good where the password is too weak', async () => {
    const email = newEmail();
    const token = await register(email, PASSWORD);
    for (const weak of ['short', email]) {
      expect(told(await verify(token, weak))).toEqual([400, 'weak_password']);
    }
    expect(await accountsOf(email)).toEqual([]);
    expect((await verify(token, PASSWORD)).status).toBe(204);
  });

  it('tells who does not have it the same, with a password and without', async () => {
    const token = await register(newEmail(), PASSWORD);
    const forged = `${token.slice(0, -4)}AAAA`;
    const guesses = [undefined, PASSWORD, 'short'];
    for (const password of guesses) expect(told(await verify(forged, password))).toEqual(NO_LINK);
    expect((await verify(token, PASSWORD)).status).toBe(204);
    for (const password of guesses) expect(told(await verify(token, password))).toEqual(NO_LINK);
  });

  it('makes no account where registering was closed meanwhile, and is sent to nobody there', async () => {
    const email = newEmail();
    const token = await register(email, PASSWORD);
    const shut = [403, 'registration_closed'];
    for (const address of [email, newEmail()]) {
      expect(told(await closed.api.post('/v1/auth/email/verify/resend', { email: address }))).toEqual(shut);
    }
    for (const password of [undefined, PASSWORD, STRANGERS]) {
      expect(told(await verify(token, password, closed.api))).toEqual(shut);
    }
    expect(told(await verify(`${token.slice(0, -4)}AAAA`, PASSWORD, closed.api))).toEqual(NO_LINK);
    expect(await accountsOf(email)).toEqual([]);
    expect((await verify(token, PASSWORD)).status).toBe(204);
  });

  it('is not made either of what was asked for before, and not looked into', async () => {
    const [email, again] = [newEmail(), newEmail()];
    await register(again, PASSWORD);
    for (const [kind, address] of [
      ['registration', email],
      ['registration_again', again],
    ]) {
      await database.query(
        `INSERT INTO mail_requests (id, kind, email, created_at) VALUES ($1, $2, $3, now() - interval '1 minute')`,
        [randomUUID(), kind, address],
      );
    }
    await cleanUp(database, CLOSED);
    expect([await mailbox.kinds(email), await mailbox.kinds(again)]).toEqual([[], ['new_account']]);
  });
});
