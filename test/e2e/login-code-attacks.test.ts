import { beforeAll, describe, expect, it } from '@jest/globals';
import { NEW_PASSWORD, newEmail, setPassword } from '../support/accounts.js';
import type { Answer } from '../support/api.js';
import { Browser } from '../support/browser.js';
import {
  CODE_ROUTE,
  CODES_ON,
  codeTicket,
  mailedCode,
  newReader,
  otherThan,
  showCode,
  ticketAndCode,
  VERIFY_ROUTE,
} from '../support/login-codes.js';
import { Mailbox } from '../support/mailbox.js';
import { adminToken, logIn, type Person } from '../support/people.js';
import { range, tally } from '../support/rounds.js';
import { told } from '../support/second-step-scene.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const OVER = [400, 'invalid_login_ticket'];
const WRONG = [403, 'wrong_factor'];

describe('an e-mailed code in other hands', () => {
  const { database, service } = useGatehouse(CODES_ON);
  const mailbox = new Mailbox(database);
  let admin: string;

  beforeAll(async () => {
    admin = await adminToken(service.api);
  });

  const asked = (person: Pick<Person, 'email'>): ReturnType<typeof ticketAndCode> =>
    ticketAndCode(service.api, mailbox, person.email);

  it('is worth nothing without the ticket, or with one of somebody else', async () => {
    const [person, thief] = [await newReader(service.api, database), await newReader(service.api, database)];
    const { code, code_ticket } = await asked(person);
    // Who reads the mail has asked for nothing; who has asked for the same address was sent another code.
    expect(told(await showCode(service.api, { code }))).toEqual(OVER);
    for (const email of [person.email, thief.email]) {
      const shown = { code, code_ticket: await codeTicket(service.api, email) };
      expect(told(await showCode(service.api, shown))).toEqual(WRONG);
    }
    expect((await showCode(service.api, { code, code_ticket })).status).toBe(200);
  });

  it('is good once', async () => {
    const shown = await asked(await newReader(service.api, database));
    expect((await showCode(service.api, shown)).status).toBe(200);
    expect(told(await showCode(service.api, shown))).toEqual(OVER);
  });

  it('is tried five times, also at once, and is good for nothing then', async () => {
    const shown = await asked(await newReader(service.api, database));
    const guess = { ...shown, code: otherThan(shown.code) };
    for (const _ of range(5)) expect(told(await showCode(service.api, guess))).toEqual(WRONG);
    expect(told(await showCode(service.api, shown))).toEqual(OVER);
    const other = await asked(await newReader(service.api, database));
    const guesses = range(50).map(() => showCode(service.api, { ...other, code: otherThan(other.code) }));
    expect(tally((await Promise.all(guesses)).map(({ status }) => status))).toEqual({ 403: 5, 400: 45 });
    expect(told(await showCode(service.api, other))).toEqual(OVER);
  });

  it('is good for ten minutes by the clock of the database', async () => {
    const shown = await asked(await newReader(service.api, database));
    await database.query(`UPDATE login_codes SET expires_at = now() - interval '1 millisecond' WHERE NOT used`);
    expect(told(await showCode(service.api, shown))).toEqual(OVER);
  });

  it('is good no more once the same browser has asked anew, though the answer came before the mail', async () => {
    const person = await newReader(service.api, database);
    const browser = new Browser(service.url);
    const ask = { email: person.email, transport: 'cookie' };
    await browser.post(CODE_ROUTE, ask);
    const first = await mailedCode(mailbox, person.email);
    const before = browser.copy();
    await browser.post(CODE_ROUTE, ask);
    expect(told(await before.post(VERIFY_ROUTE, { code: first }))).toEqual(OVER);
    const second = await mailedCode(mailbox, person.email);
    expect((await browser.post(VERIFY_ROUTE, { code: second })).status).toBe(200);
  });

  it('is kept good by whoever else asks for the same address', async () => {
    const person = await newReader(service.api, database);
    const shown = await asked(person);
    await new Browser(service.url).post(CODE_ROUTE, { email: person.email, transport: 'cookie' });
    await codeTicket(service.api, person.email);
    await mailbox.settled();
    expect((await showCode(service.api, shown)).status).toBe(200);
  });

  const ENDINGS: [string, (person: Person) => Promise<unknown>][] = [
    [
      'the password is changed',
      async person => {
        const { access_token: token } = await logIn(service.api, person);
        const change = { current_password: person.password, new_password: NEW_PASSWORD };
        return service.api.post('/v1/auth/password', change, { token });
      },
    ],
    [
      'a forgotten password is replaced',
      async ({ email }) => {
        await service.api.post('/v1/auth/password/forgot', { email });
        return setPassword(service.api, await mailbox.token(email, 'password_reset'));
      },
    ],
    [
      'the account is disabled, and let in again',
      async ({ id }) => {
        await service.api.patch(`/v1/users/${id}`, { status: 'disabled' }, { token: admin });
        return service.api.patch(`/v1/users/${id}`, { status: 'active' }, { token: admin });
      },
    ],
    ['the account is deleted', ({ id }) => service.api.delete(`/v1/users/${id}`, { token: admin })],
    [
      'an administrator ends all sessions',
      ({ id }) => service.api.delete(`/v1/users/${id}/sessions`, { token: admin }),
    ],
    [
      'an administrator no longer vouches for the address',
      ({ id }) => service.api.patch(`/v1/users/${id}`, { email_verified: false }, { token: admin }),
    ],
    [
      'the account has another address',
      async person => {
        const { access_token: token } = await logIn(service.api, person);
        const email = newEmail();
        await service.api.post('/v1/auth/email', { email, current_password: person.password }, { token });
        const link = await mailbox.token(email, 'email_change_confirm');
        return service.api.post('/v1/auth/email/confirm', { token: link, password: person.password });
      },
    ],
  ];

  it.each(ENDINGS)('is worthless when %s', async (_what, end) => {
    const person = await newReader(service.api, database);
    const shown = await asked(person);
    const ended = (await end(person)) as Answer;
    expect([200, 204]).toContain(ended.status);
    expect(told(await showCode(service.api, shown))).toEqual(OVER);
  });

  it('is worthless after a change of the password between the two steps, too', async () => {
    const person = await newReader(service.api, database);
    await database.query('UPDATE subjects SET has_second_factor = true WHERE id = $1', [person.id]);
    const { body } = await showCode(service.api, await asked(person));
    expect(body['code']).toBe('second_factor_required');
    await service.api.post('/v1/auth/password/forgot', { email: person.email });
    await setPassword(service.api, await mailbox.token(person.email, 'password_reset'));
    const second = { login_ticket: body['login_ticket'], method: 'totp', code: '123456' };
    expect(told(await service.api.post('/v1/auth/login/factor', second))).toEqual(OVER);
  });

  it('brings no tokens in a body where it was asked for by cookie, and no cookies where it was not', async () => {
    const person = await newReader(service.api, database);
    const browser = new Browser(service.url);
    await browser.post(CODE_ROUTE, { email: person.email, transport: 'cookie' });
    const code_ticket = browser.jar.get('__Host-gatehouse_code');
    const code = await mailedCode(mailbox, person.email);
    expect(told(await showCode(service.api, { code, code_ticket }))).toEqual(OVER);
    const bearer = await asked(person);
    browser.jar.set('__Host-gatehouse_code', bearer.code_ticket);
    expect(told(await browser.post(VERIFY_ROUTE, { code: bearer.code }))).toEqual(OVER);
  });

  it('cannot be planted by another site, nor logged in with from one', async () => {
    const thief = await newReader(service.api, database);
    const elsewhere = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    const browser = new Browser(service.url);
    const ask = { email: thief.email, transport: 'cookie' };
    expect(told(await browser.post(CODE_ROUTE, ask, elsewhere))).toEqual([403, 'cross_site_request']);
    expect(browser.received).toEqual([]);
    await browser.post(CODE_ROUTE, ask);
    const code = await mailedCode(mailbox, thief.email);
    expect(told(await browser.post(VERIFY_ROUTE, { code }, elsewhere))).toEqual([403, 'cross_site_request']);
    // Twice: one of them may be somebody else's.
    const twice = `__Host-gatehouse_code=${browser.jar.get('__Host-gatehouse_code')}`;
    const planted = await browser.post(VERIFY_ROUTE, { code }, { cookie: `${twice}; ${twice}` });
    expect(told(planted)).toEqual(OVER);
    expect((await browser.post(VERIFY_ROUTE, { code })).status).toBe(200);
  });

  it('cannot be had by an altered ticket, whatever bit of it is changed', async () => {
    const person = await newReader(service.api, database);
    const { code_ticket, code } = await asked(person);
    const bytes = Buffer.from(code_ticket.slice('gct_'.length), 'base64url');
    for (const place of range(20).map(n => Math.floor((n * (bytes.length - 1)) / 19))) {
      const altered = Buffer.from(bytes);
      altered[place] = (altered[place] ?? 0) ^ 1;
      const shown = { code, code_ticket: `gct_${altered.toString('base64url')}` };
      expect(told(await showCode(service.api, shown))).toEqual(OVER);
    }
    // Neither is a ticket of one kind good as one of the other.
    const renamed = `glt_${code_ticket.slice('gct_'.length)}`;
    const factor = { login_ticket: renamed, method: 'totp', code: '123456' };
    expect(told(await service.api.post('/v1/auth/login/factor', factor))).toEqual(OVER);
  });
});
