import { beforeAll, describe, expect, it } from '@jest/globals';
import { invite, newEmail } from '../support/accounts.js';
import { Browser, type CookieSession } from '../support/browser.js';
import { ISSUER } from '../support/gatehouse.js';
import {
  askForCode,
  CODE_ROUTE,
  CODES_ON,
  codeTicket,
  mailedCode,
  newReader,
  otherThan,
  showCode,
  ticketAndCode,
  verified,
  VERIFY_ROUTE,
} from '../support/login-codes.js';
import { Mailbox } from '../support/mailbox.js';
import { adminToken, claimsOf, newPerson } from '../support/people.js';
import { newFactorOwner, recovery, showFactor, told } from '../support/second-step-scene.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const MINUTE = 60_000;
const COOKIE = '__Host-gatehouse_code';

describe('a login by an e-mailed code', () => {
  const { database, service } = useGatehouse({ ...CODES_ON, GATEHOUSE_AUDIENCE: 'orders' });
  const mailbox = new Mailbox(database);
  let admin: string;

  beforeAll(async () => {
    admin = await adminToken(service.api);
  });

  const eventsOf = (target: string): Promise<Record<string, unknown>[]> =>
    database.query(
      `SELECT kind, actor_id FROM audit_events WHERE target_id = $1 AND kind LIKE 'login_code%' ORDER BY id`,
      [target],
    );

  it('opens a session by the code and the ticket', async () => {
    const person = await newReader(service.api, database);
    const { status, body, headers } = await askForCode(service.api, ` ${person.email.toUpperCase()} `);
    expect([status, headers.get('set-cookie'), headers.get('cache-control')]).toEqual([202, null, 'no-store']);
    expect(body).toEqual({
      code_ticket: expect.stringMatching(/^gct_[\w-]{150,400}$/),
      expires_at: expect.any(String),
    });
    const life = Date.parse(String(body['expires_at'])) - Date.now();
    expect([life > 9 * MINUTE, life < 11 * MINUTE]).toEqual([true, true]);
    const letter = await mailbox.next(person.email, 'login_code');
    expect(letter).toMatchObject({
      user_id: person.id,
      values: { code: expect.stringMatching(/^\d{4} \d{4}$/), good_for: '10 minutes', ip: '127.0.0.1' },
    });
    const shown = { code: letter.values['code'], code_ticket: body['code_ticket'], audience: ['orders'] };
    const entered = await showCode(service.api, shown);
    expect([entered.status, entered.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const token = String(entered.body['access_token']);
    expect(claimsOf(token)).toMatchObject({ sub: person.id, aud: 'orders', amr: ['otp'], acr: 'sfa' });
    const whole = await service.api.refresh(String(entered.body['refresh_token']));
    expect(whole.status).toBe(200);
    expect(await eventsOf(person.id)).toEqual([
      { kind: 'login_code_created', actor_id: null },
      { kind: 'login_code_used', actor_id: person.id },
    ]);
  });

  it('opens one by cookie, in the browser that has asked', async () => {
    const person = await newReader(service.api, database);
    const browser = new Browser(service.url);
    const asked = await browser.post(CODE_ROUTE, { email: person.email, transport: 'cookie' });
    expect([asked.status, asked.body]).toEqual([202, { expires_at: expect.any(String) }]);
    const [line = ''] = browser.received;
    expect(line).toMatch(/^__Host-gatehouse_code=gct_[\w-]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    const code = await mailedCode(mailbox, person.email);
    const entered = await browser.post<CookieSession>(VERIFY_ROUTE, { code: code.replace(' ', '') });
    expect([entered.status, Object.keys(entered.body).sort()]).toEqual([
      200,
      ['csrf_token', 'expires_in', 'session_id'],
    ]);
    expect(browser.jar.get(COOKIE) ?? '').toBe('');
    expect((await browser.get('/v1/auth/me')).body).toMatchObject({ id: person.id, email_verified: true });
  });

  it('ends the session that it was sent in', async () => {
    const person = await newReader(service.api, database);
    const browser = new Browser(service.url);
    const before = await browser.logIn(person);
    await browser.post(CODE_ROUTE, { email: person.email, transport: 'cookie' });
    const code = await mailedCode(mailbox, person.email);
    expect((await browser.post(VERIFY_ROUTE, { code })).status).toBe(200);
    const [row] = await database.query('SELECT revoked FROM sessions WHERE id = $1', [before.session_id]);
    expect(row).toEqual({ revoked: true });
  });

  it('makes the device known', async () => {
    const person = await newReader(service.api, database);
    const first = await showCode(service.api, await ticketAndCode(service.api, mailbox, person.email));
    expect(first.body['device_token']).toMatch(/^gtd_/);
  });

  it('takes the code in place of the password, and asks for the second factor all the same', async () => {
    const owner = await newFactorOwner(service.api);
    await verified(database, owner.person);
    const shown = await ticketAndCode(service.api, mailbox, owner.person.email);
    const { status, body } = await showCode(service.api, shown);
    expect([status, body]).toEqual([
      403,
      expect.objectContaining({ code: 'second_factor_required', methods: ['totp', 'recovery_code'] }),
    ]);
    // It is used up by that.
    expect(told(await showCode(service.api, shown))).toEqual([400, 'invalid_login_ticket']);
    const ticket = String(body['login_ticket']);
    // A code by mail is no second factor, neither by its own name nor by that of another.
    for (const method of ['totp', 'recovery_code']) {
      const again = await showFactor(service.api, ticket, { method, code: shown.code });
      expect(told(again)).toEqual([403, 'wrong_factor']);
    }
    const entered = await showFactor(service.api, ticket, recovery(owner.recoveryCode()));
    expect(entered.status).toBe(200);
    expect(claimsOf(String(entered.body['access_token']))).toMatchObject({ amr: ['otp', 'mfa'], acr: 'mfa' });
  });

  it('leaves the password where it was: it is asked for as before', async () => {
    const person = await newReader(service.api, database);
    const { body } = await showCode(service.api, await ticketAndCode(service.api, mailbox, person.email));
    const token = String(body['access_token']);
    const refused = await service.api.post('/v1/auth/factors/totp', { name: 'Phone' }, { token });
    expect(told(refused)).toEqual([400, 'validation_failed']);
    const wrong = { email: newEmail(), current_password: 'not-the-password-at-all' };
    expect(told(await service.api.post('/v1/auth/email', wrong, { token }))).toEqual([403, 'wrong_password']);
    expect((await service.api.login(person.email, person.password)).status).toBe(200);
  });

  it('is answered alike whoever has the address, at each step, and only an account in force with a verified address is sent anything', async () => {
    const [active, disabled, invited, unverified] = [
      await newReader(service.api, database),
      await newReader(service.api, database),
      await invite(service.api, admin),
      await newPerson(service.api),
    ];
    await service.api.patch(`/v1/users/${disabled.id}`, { status: 'disabled' }, { token: admin });
    const unknown = `${'u'.repeat(active.email.length - '@example.test'.length)}@example.test`;
    const seen: string[] = [];
    for (const email of [active.email, disabled.email, invited.email, unverified.email, unknown]) {
      const asked = await askForCode(service.api, email);
      await mailbox.settled();
      const { code_ticket, expires_at, ...rest } = asked.body;
      const answers = [{ ...rest, length: String(code_ticket).length, at: String(expires_at).length }];
      const lines: unknown[] = [asked.status, [...asked.headers.keys()].sort(), asked.headers.get('content-length')];
      for (let time = 0; time < 6; time++) {
        const shown = await showCode(service.api, { code_ticket, code: '00000000' });
        // But for what tells one problem from another in the log.
        const { instance: _id, ...problem } = shown.body;
        lines.push(shown.status, problem, [...shown.headers.keys()].sort());
      }
      seen.push(JSON.stringify([answers, lines]));
    }
    expect(new Set(seen).size).toBe(1);
    expect(seen[0]).toContain('wrong_factor');
    expect(seen[0]).toContain('invalid_login_ticket');
    expect(await mailbox.kinds(active.email)).toEqual(['login_code']);
    for (const { email } of [disabled, invited, unverified, { email: unknown }]) {
      expect(await mailbox.kinds(email)).toEqual([]);
    }
  });

  it('keeps nothing of an address that nobody has, and no code in clear', async () => {
    const person = await newReader(service.api, database);
    const unknown = newEmail();
    await codeTicket(service.api, unknown);
    const { code_ticket, code } = await ticketAndCode(service.api, mailbox, person.email);
    const rows = JSON.stringify(
      await database.query('SELECT row_to_json(c) AS row, encode(code_hash, $1) AS hash FROM login_codes c', [
        'escape',
      ]),
    );
    expect(rows).not.toContain(unknown);
    for (const secret of [code, code.replace(' ', ''), code_ticket]) expect(rows).not.toContain(secret);
    expect(Buffer.from(code_ticket.slice('gct_'.length), 'base64url').toString('latin1')).not.toContain(person.email);
  });

  it('is told of in the metadata', async () => {
    expect((await service.api.get('/.well-known/oauth-authorization-server')).body).toMatchObject({
      issuer: ISSUER,
      email_code: 'on',
    });
  });

  it('is worth no second look where the code is of another request of the same person', async () => {
    const person = await newReader(service.api, database);
    const one = await ticketAndCode(service.api, mailbox, person.email);
    const other = await ticketAndCode(service.api, mailbox, person.email);
    const crossed = { code_ticket: one.code_ticket, code: other.code };
    expect(told(await showCode(service.api, crossed))).toEqual([403, 'wrong_factor']);
    expect(told(await showCode(service.api, { ...one, code: otherThan(one.code) }))).toEqual([403, 'wrong_factor']);
    expect((await showCode(service.api, one)).status).toBe(200);
    expect((await showCode(service.api, other)).status).toBe(200);
  });
});

describe('a login by an e-mailed code that is switched off', () => {
  const off = useGatehouse();
  const mailsOff = useGatehouse({ GATEHOUSE_EMAIL_CODE: 'on', GATEHOUSE_MAIL: 'off' });

  it.each([
    ['email_code_off', off],
    ['mail_off', mailsOff],
  ])('is answered by %s, whoever has the address, and the metadata say so', async (code, { service }) => {
    const person = await newPerson(service.api);
    for (const email of [person.email, newEmail()]) {
      expect(told(await askForCode(service.api, email))).toEqual([409, code]);
      expect(told(await showCode(service.api, { code: '00000000', code_ticket: 'gct_x' }))).toEqual([409, code]);
    }
    const { body } = await service.api.get('/.well-known/oauth-authorization-server');
    expect(body['email_code']).toBe('off');
  });
});
