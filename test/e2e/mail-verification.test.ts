import { beforeAll, describe, expect, it } from '@jest/globals';
import { invite, NEW_PASSWORD, newEmail } from '../support/accounts.js';
import type { Answer } from '../support/api.js';
import { cleanUp } from '../support/clean-up.js';
import { Gatehouse, testEnvironment } from '../support/gatehouse.js';
import { MAIL_ON, Mailbox, tokenIn } from '../support/mailbox.js';
import { adminToken, newLogin, newPerson, PASSWORD } from '../support/people.js';
import { runNode } from '../support/process.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const verifyAt =
  (service: Gatehouse) =>
  (token: string, password = PASSWORD): Promise<Answer> =>
    service.api.post('/v1/auth/email/verify', { token, password });

describe('registering where addresses have to be verified', () => {
  const { database, service } = useGatehouse({ ...MAIL_ON, GATEHOUSE_EMAIL_VERIFICATION: 'required' });
  const mailbox = new Mailbox(database);
  const verify = verifyAt(service);
  let admin: string;

  beforeAll(async () => {
    admin = await adminToken(service.api);
  });

  const register = (email: string, password = PASSWORD): Promise<Answer> =>
    service.api.post('/v1/auth/register', { email, password });

  it('makes the account once the link is used, with its address verified', async () => {
    const email = newEmail();
    expect((await register(` ${email.toUpperCase()} `)).status).toBe(202);
    const letter = await mailbox.next(email, 'new_account');
    expect(letter).toMatchObject({ user_id: null, values: { good_for: '1 day' } });
    expect((await service.api.login(email, PASSWORD)).status).toBe(401);
    const list = await service.api.get<{ items: unknown[] }>(`/v1/users?email_prefix=${email}`, { token: admin });
    expect(list.body.items).toEqual([]);
    expect((await verify(tokenIn(letter))).status).toBe(204);
    const { status, body } = await service.api.login(email, PASSWORD);
    expect(status).toBe(200);
    expect((await service.api.me(body.access_token)).body).toMatchObject({
      email,
      email_verified: true,
      roles: ['user'],
    });
    expect((await verify(tokenIn(letter))).status).toBe(400);
    expect(await database.query('SELECT 1 FROM links WHERE email = $1', [email])).toEqual([]);
  });

  it('answers alike whether the address is known, disabled, invited or new; its owner is told', async () => {
    const known = newEmail();
    await register(known);
    await verify(await mailbox.token(known, 'new_account'));
    const invited = (await invite(service.api, admin)).email;
    const fresh = newEmail();
    const answers = [];
    for (const email of [known, invited, fresh]) {
      const { status, headers, body } = await register(email, NEW_PASSWORD);
      answers.push(JSON.stringify([status, body, [...headers.keys()].sort(), headers.get('content-length')]));
    }
    expect(new Set(answers).size).toBe(1);
    const [, told] = await mailbox.all(known);
    expect(told).toMatchObject({ kind: 'email_exists', values: { ip: '127.0.0.1' } });
    // It is good for nothing but to go to the page.
    expect(told?.values['link']).toBe('https://auth.example.test/account');
    expect(await mailbox.kinds(invited)).toEqual(['email_exists']);
    expect(await mailbox.kinds(fresh)).toEqual(['new_account']);
    expect((await service.api.login(known, PASSWORD)).status).toBe(200);
    expect((await service.api.login(known, NEW_PASSWORD)).status).toBe(401);
  });

  it('says of a password that is too weak the same of each address', async () => {
    const known = (await invite(service.api, admin)).email;
    for (const email of [known, newEmail()]) {
      const { status, body } = await register(email, 'short');
      expect([status, body['code']]).toEqual([400, 'weak_password']);
    }
  });

  it('gives nobody an address by registering first: each link makes the account of who reads the mails', async () => {
    const email = newEmail();
    await register(email, 'attacker-chose-this-31');
    const planted = await mailbox.token(email, 'new_account');
    await register(email, NEW_PASSWORD);
    const own = await mailbox.token(email, 'new_account');
    expect((await verify(own, NEW_PASSWORD)).status).toBe(204);
    expect((await verify(planted, 'attacker-chose-this-31')).status).toBe(400);
    expect((await service.api.login(email, 'attacker-chose-this-31')).status).toBe(401);
    expect((await service.api.login(email, NEW_PASSWORD)).status).toBe(200);
  });

  it('sends the link again, only to who has registered and not used it, and answers alike', async () => {
    const [asked, stranger] = [newEmail(), newEmail()];
    await register(asked);
    const first = await mailbox.token(asked, 'new_account');
    const answers = [];
    for (const email of [asked, stranger]) {
      const { status, body } = await service.api.post('/v1/auth/email/verify/resend', { email });
      answers.push([status, body]);
    }
    expect(answers).toEqual([
      [202, ''],
      [202, ''],
    ]);
    expect(await mailbox.kinds(stranger)).toEqual([]);
    const second = await mailbox.token(asked, 'new_account');
    expect((await verify(second)).status).toBe(204);
    expect((await verify(first)).status).toBe(400);
    expect((await service.api.login(asked, PASSWORD)).status).toBe(200);
    await service.api.post('/v1/auth/email/verify/resend', { email: asked });
    expect(await mailbox.kinds(asked)).toHaveLength(2);
  });

  it('gives way to an account that an administrator makes meanwhile', async () => {
    const email = newEmail();
    await register(email);
    const token = await mailbox.token(email, 'new_account');
    await invite(service.api, admin, { email });
    expect([(await verify(token)).body['code']]).toEqual(['invalid_link']);
  });

  it('expires after a day, and nothing is left of it', async () => {
    const email = newEmail();
    await register(email);
    const token = await mailbox.token(email, 'new_account');
    await database.query(`UPDATE links SET expires_at = now() - interval '1 second' WHERE email = $1`, [email]);
    expect((await verify(token)).status).toBe(400);
    expect(await cleanUp(database, MAIL_ON)).toContain('1 links of mails forgotten');
    expect(await database.query('SELECT 1 FROM links WHERE email = $1', [email])).toEqual([]);
  });

  it('is said in the metadata, so that pages can tell', async () => {
    const { body } = await service.api.get('/.well-known/oauth-authorization-server');
    expect(body).toMatchObject({ mails: 'on', email_verification: 'required' });
  });

  it('cannot be demanded where nobody could be sent a link', async () => {
    const settings = { GATEHOUSE_EMAIL_VERIFICATION: 'required', GATEHOUSE_MAIL: 'off' };
    const broken = runNode(['dist/programs/service.js'], testEnvironment(database, settings));
    expect(await broken.exited()).not.toBe(0);
    expect(broken.output()).toContain('GATEHOUSE_EMAIL_VERIFICATION=required needs mails');
  });
});

describe('an address, where it need not be verified', () => {
  const { database, service } = useGatehouse(MAIL_ON);
  const mailbox = new Mailbox(database);
  const verify = verifyAt(service);
  let admin: string;

  beforeAll(async () => {
    admin = await adminToken(service.api);
  });

  const send = (token: string): Promise<Answer> => service.api.post('/v1/auth/email/verify/send', undefined, { token });

  it('is verified by who is logged in and asks for it, and shown so from then on', async () => {
    const { person, tokens } = await newLogin(service.api);
    const token = tokens.access_token;
    expect((await service.api.me(token)).body).toMatchObject({ email_verified: false });
    expect((await send(token)).status).toBe(202);
    const link = await mailbox.token(person.email, 'verify_email');
    expect((await verify(link)).status).toBe(204);
    expect((await service.api.me(token)).body).toMatchObject({ email_verified: true });
    expect((await service.api.get(`/v1/users/${person.id}`, { token: admin })).body).toMatchObject({
      email_verified: true,
    });
    const { body } = await service.api.get('/v1/auth/me/export', { token });
    expect(body).toMatchObject({ account: { email_verified: true } });
    expect((await verify(link)).status).toBe(400);
    // There is nothing to be shown any more.
    await send(token);
    expect(await mailbox.kinds(person.email)).toHaveLength(1);
  });

  it('is vouched for by an administrator, or not', async () => {
    const made = await service.api.post('/v1/users', { email: newEmail(), email_verified: true }, { token: admin });
    expect(made.body).toMatchObject({ email_verified: true });
    const id = String(made.body['id']);
    for (const email_verified of [false, true]) {
      const { body } = await service.api.patch(`/v1/users/${id}`, { email_verified }, { token: admin });
      expect(body).toMatchObject({ email_verified });
    }
    const events = await database.query(
      `SELECT details FROM audit_events WHERE target_id = $1 AND kind = 'user_updated' ORDER BY id`,
      [id],
    );
    expect(events.map(({ details }) => details)).toMatchObject([
      { before: { email_verified: true }, after: { email_verified: false } },
      { before: { email_verified: false }, after: { email_verified: true } },
    ]);
  });

  it('is nobody’s word where somebody registers', async () => {
    const email_verified = true;
    const body = { email: newEmail(), password: PASSWORD, email_verified };
    expect((await service.api.post('/v1/auth/register', body)).status).toBe(400);
    const person = await newPerson(service.api);
    const [row] = await database.query('SELECT email_verified_at FROM users WHERE id = $1', [person.id]);
    expect(row).toEqual({ email_verified_at: null });
  });
});
