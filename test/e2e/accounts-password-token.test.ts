import { beforeEach, describe, expect, it } from '@jest/globals';
import { NEW_PASSWORD, passwordToken } from '../support/accounts.js';
import { cleanUp } from '../support/clean-up.js';
import { REFUSED, usePasswordTokens } from '../support/password-tokens.js';
import { adminToken, claimsOf, logIn, newLogin, newPerson, PASSWORD } from '../support/people.js';

describe('set-password tokens', () => {
  const { database, service, redeem, refusalsOf } = usePasswordTokens();
  let token: string;

  beforeEach(async () => {
    token = await adminToken(service.api);
  });

  it('replace a lost password, end all sessions, and are good for an hour', async () => {
    const { person, tokens } = await newLogin(service.api);
    const path = `/v1/users/${person.id}/password-token`;
    const { status, headers, body } = await service.api.post(path, undefined, { token });
    expect([status, headers.get('cache-control')]).toEqual([201, 'no-store']);
    expect(Object.keys(body).sort()).toEqual(['expires_at', 'purpose', 'token']);
    expect(body['purpose']).toBe('reset');
    const life = Date.parse(String(body['expires_at'])) - Date.now();
    expect(Math.abs(life - 3_600_000)).toBeLessThan(60_000);
    expect(await redeem(String(body['token']))).toEqual([204, undefined]);
    expect((await service.api.me(tokens.access_token)).status).toBe(401);
    expect((await service.api.refresh(tokens.refresh_token)).status).toBe(400);
    expect((await service.api.login(person.email, PASSWORD)).status).toBe(401);
    expect((await service.api.login(person.email, NEW_PASSWORD)).status).toBe(200);
    const [created] = await database.query(
      `SELECT actor_id, details->>'purpose' AS purpose FROM audit_events
       WHERE kind = 'password_token_created' AND target_id = $1`,
      [person.id],
    );
    expect(created).toEqual({ actor_id: claimsOf(token)['sub'], purpose: 'reset' });
  });

  it('are good once; a replay is refused, and audited', async () => {
    const person = await newPerson(service.api);
    const text = await passwordToken(service.api, token, person.id);
    expect(await redeem(text)).toEqual([204, undefined]);
    const tokens = await logIn(service.api, { email: person.email, password: NEW_PASSWORD });
    expect(await redeem(text, 'another-fine-password-12')).toEqual(REFUSED);
    expect(await refusalsOf(person.id)).toEqual(['used']);
    expect((await service.api.me(tokens.access_token)).status).toBe(200);
    expect((await service.api.login(person.email, NEW_PASSWORD)).status).toBe(200);
  });

  it('stay good when the password is too weak', async () => {
    const person = await newPerson(service.api);
    const text = await passwordToken(service.api, token, person.id);
    for (const weak of ['short', 'password12345678', person.email]) {
      expect(await redeem(text, weak)).toEqual([400, 'weak_password']);
    }
    expect(await redeem(text)).toEqual([204, undefined]);
  });

  it('are withdrawn by the next one', async () => {
    const person = await newPerson(service.api);
    const first = await passwordToken(service.api, token, person.id);
    const second = await passwordToken(service.api, token, person.id);
    expect(await redeem(first)).toEqual(REFUSED);
    expect(await refusalsOf(person.id)).toEqual(['over']);
    expect(await redeem(second)).toEqual([204, undefined]);
  });

  it('are withdrawn when the person changes the password or the address', async () => {
    const { person, tokens } = await newLogin(service.api);
    const first = await passwordToken(service.api, token, person.id);
    const change = { current_password: PASSWORD, new_password: 'third-choice-of-words-9' };
    const changed = await service.api.post('/v1/auth/password', change, { token: tokens.access_token });
    expect(changed.status).toBe(204);
    expect(await redeem(first)).toEqual(REFUSED);
    const second = await passwordToken(service.api, token, person.id);
    const fresh = await logIn(service.api, { email: person.email, password: change.new_password });
    const email = { email: `new-${person.email}`, current_password: change.new_password };
    expect((await service.api.post('/v1/auth/email', email, { token: fresh.access_token })).status).toBe(204);
    expect(await redeem(second)).toEqual(REFUSED);
  });

  it('end with their time', async () => {
    const person = await newPerson(service.api);
    const text = await passwordToken(service.api, token, person.id);
    await database.query(`UPDATE password_tokens SET expires_at = now() WHERE user_id = $1`, [person.id]);
    expect(await redeem(text)).toEqual(REFUSED);
  });

  it('cannot be guessed, varied or borrowed', async () => {
    const [one, other] = [await newPerson(service.api), await newPerson(service.api)];
    const texts = [
      await passwordToken(service.api, token, one.id),
      await passwordToken(service.api, token, other.id),
    ].map(text => text.split('.'));
    const [[id, secret] = [], [otherId, otherSecret] = []] = texts;
    const twisted = `${String(secret).slice(0, -1)}${String(secret).endsWith('A') ? 'Q' : 'A'}`;
    for (const text of [
      `${String(id)}.${String(otherSecret)}`,
      `${String(otherId)}.${String(secret)}`,
      `${String(id)}.${twisted}`,
      `${String(id)}.`,
      `01999999-0000-7000-8000-000000000000.${String(secret)}`,
      'x',
    ]) {
      expect(await redeem(text)).toEqual(REFUSED);
    }
    expect(await refusalsOf(one.id)).toEqual([]);
    expect(await redeem(`${String(id)}.${String(secret)}`)).toEqual([204, undefined]);
  });

  it('do not let anybody into an account that was disabled or deleted meanwhile', async () => {
    const [disabled, deleted] = [await newPerson(service.api), await newPerson(service.api)];
    const texts = [
      await passwordToken(service.api, token, disabled.id),
      await passwordToken(service.api, token, deleted.id),
    ];
    await service.api.patch(`/v1/users/${disabled.id}`, { status: 'disabled' }, { token });
    await service.api.delete(`/v1/users/${deleted.id}`, { token });
    for (const text of texts) expect(await redeem(text)).toEqual(REFUSED);
    await database.query(`UPDATE password_tokens SET expires_at = now() + interval '1 h' WHERE user_id = $1`, [
      disabled.id,
    ]);
    expect(await redeem(String(texts[0]))).toEqual(REFUSED);
    expect(await refusalsOf(disabled.id)).toEqual(['over', 'account_not_in_force']);
  });

  it('are forgotten a week after they expired, and not before', async () => {
    const [kept, forgotten] = [await newPerson(service.api), await newPerson(service.api)];
    for (const { id } of [kept, forgotten]) await passwordToken(service.api, token, id);
    const age = `UPDATE password_tokens SET expires_at = now() - $2::interval WHERE user_id = $1`;
    await database.query(age, [kept.id, '6 days 23 hours']);
    await database.query(age, [forgotten.id, '7 days 1 minute']);
    expect(await cleanUp(database)).toContain('1 set-password tokens forgotten');
    const left = await database.query('SELECT user_id FROM password_tokens WHERE user_id = ANY($1)', [
      [kept.id, forgotten.id],
    ]);
    expect(left).toEqual([{ user_id: kept.id }]);
  });
});
