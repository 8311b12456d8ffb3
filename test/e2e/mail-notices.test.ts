import { beforeAll, describe, expect, it } from '@jest/globals';
import { newOfficer, NEW_PASSWORD, passwordToken, setPassword } from '../support/accounts.js';
import type { Answer } from '../support/api.js';
import { Gatehouse } from '../support/gatehouse.js';
import { MAIL_ON, Mailbox, tokenIn } from '../support/mailbox.js';
import { adminToken, newLogin, newPerson, PASSWORD } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

describe('what people are told of their accounts', () => {
  const { database, service } = useGatehouse(MAIL_ON);
  const mailbox = new Mailbox(database);
  let admin: string;

  beforeAll(async () => {
    admin = await adminToken(service.api);
  });

  const disown = (token: string): Promise<Answer> => service.api.post('/v1/auth/not-me', { token });

  it('is that the password was changed, by them or by a token', async () => {
    const { person, tokens } = await newLogin(service.api);
    const change = { current_password: PASSWORD, new_password: NEW_PASSWORD };
    const options = { token: tokens.access_token, headers: { 'user-agent': FIREFOX } };
    await service.api.post('/v1/auth/password', change, options);
    const letter = await mailbox.next(person.email, 'notice_password_changed');
    expect(letter).toMatchObject({ user_id: person.id, values: { ip: '127.0.0.1', device: 'Firefox on Linux' } });
    expect(letter.values['link']).toContain('/account#/not-me/');
    await setPassword(service.api, await passwordToken(service.api, admin, person.id), PASSWORD);
    expect(await mailbox.kinds(person.email)).toEqual(['notice_password_changed', 'notice_password_changed']);
  });

  it('is that an administrator has ended all sessions, but not from where; their own doing is no news', async () => {
    const { person, tokens } = await newLogin(service.api);
    await service.api.post('/v1/auth/logout-all', undefined, { token: tokens.access_token });
    expect(await mailbox.kinds(person.email)).toEqual([]);
    await service.api.delete(`/v1/users/${person.id}/sessions`, { token: admin });
    const letter = await mailbox.next(person.email, 'notice_sessions_ended');
    expect(JSON.stringify(letter.values)).not.toContain('127.0.0.1');
  });

  it('is that somebody came by a new device, but for the first hour of the account and the first login of who came from elsewhere', async () => {
    // Signs are written when their minute is over, and when the service stops.
    const other = await Gatehouse.start(database, MAIL_ON);
    const [old, fresh, imported] = [await newPerson(other.api), await newPerson(other.api), await newPerson(other.api)];
    for (const { id } of [old, imported]) {
      await database.query(`UPDATE users SET created_at = now() - interval '2 hours' WHERE id = $1`, [id]);
    }
    for (const { email } of [old, old, fresh, imported]) await other.api.login(email, PASSWORD);
    await other.stop();
    expect(await mailbox.kinds(old.email)).toEqual(['notice_new_device']);
    expect(await mailbox.kinds(imported.email)).toEqual([]);
    expect(await mailbox.kinds(fresh.email)).toEqual([]);
  });

  it('has a link that takes the account back: sessions and password are good no more, once', async () => {
    const { person, tokens } = await newLogin(service.api);
    const change = { current_password: PASSWORD, new_password: NEW_PASSWORD };
    await service.api.post('/v1/auth/password', change, { token: tokens.access_token });
    const thief = (await service.api.login(person.email, NEW_PASSWORD)).body;
    const given = await passwordToken(service.api, admin, person.id);
    const link = await mailbox.token(person.email, 'notice_password_changed');
    expect((await disown(link)).status).toBe(204);
    expect((await service.api.me(thief.access_token)).status).toBe(401);
    expect((await service.api.refresh(thief.refresh_token)).status).toBe(400);
    expect((await service.api.login(person.email, NEW_PASSWORD)).status).toBe(401);
    expect((await setPassword(service.api, given, PASSWORD)).status).toBe(400);
    expect((await disown(link)).body['code']).toBe('invalid_link');
    const reset = await mailbox.token(person.email, 'account_reclaimed');
    expect((await setPassword(service.api, reset, 'ember-quarry-willow-58')).status).toBe(204);
    expect((await service.api.login(person.email, 'ember-quarry-willow-58')).status).toBe(200);
  });

  it('is told when a password is set for who took the account back, by whichever token', async () => {
    const { person, tokens } = await newLogin(service.api);
    const change = { current_password: PASSWORD, new_password: NEW_PASSWORD };
    await service.api.post('/v1/auth/password', change, { token: tokens.access_token });
    await disown(await mailbox.token(person.email, 'notice_password_changed'));
    const { body } = await service.api.post(`/v1/users/${person.id}/password-token`, undefined, { token: admin });
    expect(body).toMatchObject({ purpose: 'reset' });
    expect((await setPassword(service.api, String(body['token']))).status).toBe(204);
    expect((await mailbox.kinds(person.email)).slice(1)).toEqual(['account_reclaimed', 'notice_password_changed']);
  });

  it('survives that whoever has the account changes the password again, and sets all in one go back', async () => {
    const { person, tokens } = await newLogin(service.api);
    let [from, to] = [PASSWORD, NEW_PASSWORD];
    let { access_token } = tokens;
    for (let time = 0; time < 2; time++) {
      const change = { current_password: from, new_password: to };
      await service.api.post('/v1/auth/password', change, { token: access_token });
      [from, to] = [to, from];
      ({ access_token } = (await service.api.login(person.email, from)).body);
    }
    const [first, second] = await mailbox.all(person.email);
    if (first === undefined || second === undefined) throw new Error('there are two changes');
    expect((await disown(tokenIn(first))).status).toBe(204);
    // The account is back; the other link would take it from its owner.
    expect((await disown(tokenIn(second))).status).toBe(400);
  });

  it('removes no second factor', async () => {
    const { person, tokens } = await newLogin(service.api);
    const change = { current_password: PASSWORD, new_password: NEW_PASSWORD };
    await service.api.post('/v1/auth/password', change, { token: tokens.access_token });
    await database.query('UPDATE subjects SET has_second_factor = true WHERE id = $1', [person.id]);
    await disown(await mailbox.token(person.email, 'notice_password_changed'));
    const [row] = await database.query('SELECT has_second_factor FROM subjects WHERE id = $1', [person.id]);
    expect(row).toEqual({ has_second_factor: true });
  });

  it('does nothing for who was disabled meanwhile', async () => {
    const { person, tokens } = await newLogin(service.api);
    const change = { current_password: PASSWORD, new_password: NEW_PASSWORD };
    await service.api.post('/v1/auth/password', change, { token: tokens.access_token });
    const link = await mailbox.token(person.email, 'notice_password_changed');
    await service.api.patch(`/v1/users/${person.id}`, { status: 'disabled' }, { token: admin });
    await service.api.patch(`/v1/users/${person.id}`, { status: 'active' }, { token: admin });
    expect((await disown(link)).status).toBe(400);
    expect((await service.api.login(person.email, NEW_PASSWORD)).status).toBe(200);
  });

  it('goes to the owner, whoever did it: an officer who sets somebody’s password by a token', async () => {
    const officer = await newOfficer(service.api, admin, ['users:write']);
    const person = await newPerson(service.api);
    await setPassword(service.api, await passwordToken(service.api, officer.token, person.id), NEW_PASSWORD);
    expect(await mailbox.kinds(person.email)).toEqual(['notice_password_changed']);
    expect(await mailbox.kinds(officer.person.email)).toEqual([]);
  });
});
