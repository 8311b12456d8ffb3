import { beforeAll, describe, expect, it } from '@jest/globals';
import { invite, NEW_PASSWORD, newEmail, passwordToken, setPassword } from '../support/accounts.js';
import type { Answer } from '../support/api.js';
import { cleanUp } from '../support/clean-up.js';
import { ISSUER } from '../support/gatehouse.js';
import { MAIL_ON, Mailbox, tokenIn } from '../support/mailbox.js';
import { adminToken, logIn, newLogin, newPerson } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('a forgotten password', () => {
  const { database, service } = useGatehouse(MAIL_ON);
  const mailbox = new Mailbox(database);
  let admin: string;

  beforeAll(async () => {
    admin = await adminToken(service.api);
  });

  const forget = (email: string): Promise<Answer> => service.api.post('/v1/auth/password/forgot', { email });

  it('is replaced by the link that is mailed, which ends all sessions and verifies the address', async () => {
    const { person, tokens } = await newLogin(service.api);
    expect((await forget(` ${person.email.toUpperCase()} `)).status).toBe(202);
    const letter = await mailbox.next(person.email, 'password_reset');
    expect(letter).toMatchObject({ user_id: person.id, values: { good_for: '1 hour', ip: '127.0.0.1' } });
    expect(letter.values['link']).toMatch(new RegExp(`^${ISSUER}/account#/set-password/[\\w-]{36}\\.[\\w-]{43}$`));
    expect((await service.api.login(person.email, person.password)).status).toBe(200);
    expect((await setPassword(service.api, tokenIn(letter))).status).toBe(204);
    expect((await service.api.refresh(tokens.refresh_token)).status).toBe(400);
    expect((await service.api.login(person.email, person.password)).status).toBe(401);
    const { access_token } = (await service.api.login(person.email, NEW_PASSWORD)).body;
    expect((await service.api.me(access_token)).body).toMatchObject({ email_verified: true });
    expect((await setPassword(service.api, tokenIn(letter))).status).toBe(400);
  });

  it('is answered alike whoever has the address, and only an account in force is sent anything', async () => {
    const [active, disabled, invited] = [
      await newPerson(service.api),
      await newPerson(service.api),
      await invite(service.api, admin),
    ];
    await service.api.patch(`/v1/users/${disabled.id}`, { status: 'disabled' }, { token: admin });
    const unknown = newEmail();
    const answers: unknown[] = [];
    for (const email of [active.email, disabled.email, invited.email, unknown]) {
      const { status, headers, body } = await forget(email);
      const names = [...headers.keys()].sort();
      answers.push({ status, body, names, length: headers.get('content-length') });
    }
    expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 202, body: '' });
    expect(await mailbox.kinds(active.email)).toEqual(['password_reset']);
    for (const email of [disabled.email, invited.email, unknown]) expect(await mailbox.kinds(email)).toEqual([]);
  });

  it('needs no power of an administrator’s, and takes no token from whom one was given by an administrator', async () => {
    const person = await newPerson(service.api);
    const given = await passwordToken(service.api, admin, person.id);
    await service.api.put(`/v1/users/${person.id}/roles/admin`, undefined, { token: admin });
    await forget(person.email);
    const first = await mailbox.token(person.email, 'password_reset');
    await forget(person.email);
    const second = await mailbox.token(person.email, 'password_reset');
    // Of those that were asked for by mail the last one is good.
    expect((await setPassword(service.api, first)).status).toBe(400);
    expect((await setPassword(service.api, second)).status).toBe(204);
    // Whatever else could set a password is over then.
    expect((await setPassword(service.api, given)).status).toBe(400);
    const other = await newPerson(service.api);
    const kept = await passwordToken(service.api, admin, other.id);
    await forget(other.email);
    await mailbox.next(other.email, 'password_reset');
    expect((await setPassword(service.api, kept)).status).toBe(204);
  });

  it('dies with a change of the password, and with the account', async () => {
    const { person, tokens } = await newLogin(service.api);
    await forget(person.email);
    const token = await mailbox.token(person.email, 'password_reset');
    const change = { current_password: person.password, new_password: NEW_PASSWORD };
    await service.api.post('/v1/auth/password', change, { token: tokens.access_token });
    expect((await setPassword(service.api, token, 'ember-quarry-willow-58')).status).toBe(400);
    const gone = await newPerson(service.api);
    await forget(gone.email);
    const left = await mailbox.token(gone.email, 'password_reset');
    await service.api.delete(`/v1/users/${gone.id}`, { token: admin });
    expect((await setPassword(service.api, left)).status).toBe(400);
    expect(await mailbox.all(gone.email)).toEqual([]);
  });

  it('leaves second factors as they are', async () => {
    const person = await newPerson(service.api);
    await database.query('UPDATE subjects SET has_second_factor = true WHERE id = $1', [person.id]);
    await forget(person.email);
    expect((await setPassword(service.api, await mailbox.token(person.email, 'password_reset'))).status).toBe(204);
    const [row] = await database.query('SELECT has_second_factor FROM subjects WHERE id = $1', [person.id]);
    expect(row).toEqual({ has_second_factor: true });
    expect((await service.api.login(person.email, NEW_PASSWORD)).status).not.toBe(200);
  });

  it('is audited by whom it was asked: nobody', async () => {
    const person = await newPerson(service.api);
    await forget(person.email);
    await setPassword(service.api, await mailbox.token(person.email, 'password_reset'));
    const events = await database.query(
      `SELECT kind, actor_id, ip FROM audit_events WHERE target_id = $1 AND kind LIKE 'password_token%' ORDER BY id`,
      [person.id],
    );
    const byStranger = { actor_id: null, ip: '127.0.0.1' };
    expect(events).toEqual([
      { kind: 'password_token_created', ...byStranger },
      { kind: 'password_token_used', ...byStranger },
    ]);
  });
});

describe('a forgotten password, asked for again and again', () => {
  const { database, service } = useGatehouse({ ...MAIL_ON, GATEHOUSE_THROTTLE: 'on', GATEHOUSE_RATE_LIMIT: '100000' });
  const mailbox = new Mailbox(database);

  it('brings five mails an hour and no more, and the answer stays the same', async () => {
    const person = await newPerson(service.api);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => service.api.post('/v1/auth/password/forgot', { email: person.email })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(await mailbox.kinds(person.email)).toEqual(Array.from({ length: 5 }, () => 'password_reset'));
    // They are counted by the hour.
    await database.query(`UPDATE mailbox_allowances SET taken = ARRAY[now() - interval '61 minutes']`);
    await service.api.post('/v1/auth/password/forgot', { email: person.email });
    expect(await mailbox.kinds(person.email)).toHaveLength(6);
  });

  it('brings whoever asks for many addresses thirty an hour', async () => {
    await database.query('DELETE FROM mailbox_allowances');
    const people = [];
    for (let n = 0; n < 32; n++) people.push(await newPerson(service.api));
    for (const { email } of people) await service.api.post('/v1/auth/password/forgot', { email });
    await mailbox.settled();
    const [{ n } = { n: -1 }] = await database.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM mails WHERE user_id = ANY($1)',
      [people.map(({ id }) => id)],
    );
    expect(n).toBe(30);
  });

  it('is done once, though the instance that took it is killed', async () => {
    const person = await newPerson(service.api);
    await database.query('DELETE FROM mailbox_allowances');
    await database.query(
      `INSERT INTO mail_requests (id, kind, email, ip, created_at)
       VALUES (gen_random_uuid(), 'password_forgotten', $1, '127.0.0.1', now() - interval '1 minute')`,
      [person.email],
    );
    expect(await cleanUp(database, MAIL_ON)).toContain('1 mails made that were asked for elsewhere');
    expect(await mailbox.kinds(person.email)).toEqual(['password_reset']);
  });
});

describe('where there are no mails', () => {
  const { service } = useGatehouse({ GATEHOUSE_MAIL: 'off' });

  it('who has forgotten a password is told so, whoever has the address', async () => {
    const person = await newPerson(service.api);
    for (const email of [person.email, newEmail()]) {
      const { status, body } = await service.api.post('/v1/auth/password/forgot', { email });
      expect([status, body['code']]).toEqual([409, 'mail_off']);
    }
    expect((await logIn(service.api, person)).token_type).toBe('Bearer');
  });

  it('nobody is sent a link to verify an address', async () => {
    const person = await newPerson(service.api);
    const { access_token: token } = await logIn(service.api, person);
    const asked = [
      await service.api.post('/v1/auth/email/verify/resend', { email: person.email }),
      await service.api.post('/v1/auth/email/verify/send', undefined, { token }),
    ];
    expect(asked.map(({ status, body }) => [status, body['code']])).toEqual(asked.map(() => [409, 'mail_off']));
  });
});
