import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { NEW_PASSWORD, newEmail } from '../support/accounts.js';
import type { Answer, Api } from '../support/api.js';
import { testEnvironment } from '../support/gatehouse.js';
import { MAIL_ON, Mailbox } from '../support/mailbox.js';
import { PASSWORD } from '../support/people.js';
import { runNode } from '../support/process.js';
import { range, tally } from '../support/rounds.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

const STRANGERS = 'a-stranger-chose-this-31';
const REQUIRED = { ...MAIL_ON, GATEHOUSE_EMAIL_VERIFICATION: 'required' };
const CLOSED = { ...REQUIRED, GATEHOUSE_REGISTRATION: 'closed' };
const THROTTLED = { ...REQUIRED, GATEHOUSE_THROTTLE: 'on', GATEHOUSE_RATE_LIMIT: '60000' };

const told = ({ status, body }: Answer): unknown[] => [status, body['code']];
const ASKED = [403, 'password_required'];
const WRONG = [403, 'wrong_password'];
const NO_LINK = [400, 'invalid_link'];

describe('the link by which somebody registers', () => {
  const database = useDatabase();
  const [open, closed, throttled] = useInstances(database, REQUIRED, CLOSED, THROTTLED);
  const mailbox = new Mailbox(database);

  /** @returns the token of the link that is sent */
  async function register(email: string, password: string): Promise<string> {
    expect((await open.api.post('/v1/auth/register', { email, password })).status).toBe(202);
    return mailbox.token(email, 'verify_email');
  }

  const verify = (token: string, password?: string, api: Api = open.api): Promise<Answer> =>
    api.post('/v1/auth/email/verify', { token, ...(password !== undefined && { password }) });

  const accountsOf = (email: string): Promise<unknown[]> =>
    database.query('SELECT 1 FROM users WHERE email = $1', [email]);

  it('puts no password of a stranger into force, though the owner of the address clicks on it', async () => {
    const email = newEmail();
    const token = await register(email, STRANGERS);
    expect(told(await verify(token))).toEqual(ASKED);
    expect(told(await verify(token, PASSWORD))).toEqual(WRONG);
    expect(told(await verify(token))).toEqual(ASKED);
    expect(await accountsOf(email)).toEqual([]);
    expect((await open.api.login(email, STRANGERS)).status).toBe(401);
    // Asking again, which anybody can, sends no other kind of link.
    await open.api.post('/v1/auth/email/verify/resend', { email });
    expect(told(await verify(await mailbox.token(email, 'verify_email')))).toEqual(ASKED);
  });

  it('is good with its own password alone, where both have registered', async () => {
    const email = newEmail();
    const planted = await register(email, STRANGERS);
    const own = await register(email, PASSWORD);
    expect(told(await verify(planted, PASSWORD))).toEqual(WRONG);
    expect(told(await verify(own, STRANGERS))).toEqual(WRONG);
    expect((await verify(own, PASSWORD)).status).toBe(204);
    expect(told(await verify(planted, STRANGERS))).toEqual(NO_LINK);
    expect((await open.api.login(email, PASSWORD)).status).toBe(200);
    expect((await open.api.login(email, STRANGERS)).status).toBe(401);
  });

  it('tells who does not have it the same, with a password and without', async () => {
    const token = await register(newEmail(), PASSWORD);
    const forged = `${token.slice(0, -4)}AAAA`;
    expect([told(await verify(forged)), told(await verify(forged, PASSWORD))]).toEqual([NO_LINK, NO_LINK]);
    expect((await verify(token, PASSWORD)).status).toBe(204);
    expect([told(await verify(token)), told(await verify(token, NEW_PASSWORD))]).toEqual([NO_LINK, NO_LINK]);
  });

  it('lets nobody try passwords without end, and nobody else wait for it', async () => {
    const email = newEmail();
    const [token, other] = [await register(email, PASSWORD), await register(email, PASSWORD)];
    const tries = await Promise.all(range(20).map(() => verify(token, NEW_PASSWORD, throttled.api)));
    const { 403: judged = 0, 429: refused = 0 } = tally(tries.map(({ status }) => status));
    // Beside those that are free, one for each wait that was over meanwhile.
    expect([judged + refused, judged >= 6, judged <= 9]).toEqual([20, true, true]);
    const [first] = tries.filter(({ status }) => status === 429);
    expect(Number(first?.headers.get('retry-after'))).toBeGreaterThan(0);
    const id = token.slice(0, token.indexOf('.'));
    const events = await database.query(
      `SELECT details FROM audit_events WHERE kind = 'link_refused' AND details->>'link_id' = $1`,
      [id],
    );
    expect(events).toEqual(
      range(judged).map(() => ({ details: { link_id: id, purpose: 'register', reason: 'wrong_password' } })),
    );
    expect((await verify(other, PASSWORD, throttled.api)).status).toBe(204);
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
    const [link] = await database.query('SELECT password_hash FROM links WHERE email = $1', [again]);
    for (const [kind, address] of [
      ['registration', email],
      ['registration_again', again],
    ]) {
      await database.query(
        `INSERT INTO mail_requests (id, kind, email, password_hash, created_at)
         VALUES ($1, $2, $3, $4, now() - interval '1 minute')`,
        [randomUUID(), kind, address, link?.['password_hash']],
      );
    }
    const command = runNode(['dist/programs/clean-up.js'], testEnvironment(database, CLOSED));
    expect(await command.exited()).toBe(0);
    expect([await mailbox.kinds(email), await mailbox.kinds(again)]).toEqual([[], ['verify_email']]);
  });
});
