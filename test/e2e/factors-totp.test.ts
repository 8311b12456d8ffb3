import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/api.js';
import { confirmTotp, enrolTotp, FACTORS, factorsOf, newEquipped } from '../support/factors.js';
import { Gatehouse, TEST_SECRET } from '../support/gatehouse.js';
import { logIn, newLogin } from '../support/people.js';
import { codeOf, wrongCodeOf } from '../support/specs/authenticator.js';
import { range, tally } from '../support/rounds.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('an authenticator app of one’s own', () => {
  const { database, service } = useGatehouse();

  const hasSecondFactor = async (id: string): Promise<unknown> =>
    (await database.query('SELECT has_second_factor FROM subjects WHERE id = $1', [id]))[0]?.['has_second_factor'];

  const eventsOf = (id: string): Promise<{ kind: string; actor_id: string; details: Record<string, unknown> }[]> =>
    database.query(
      `SELECT kind, actor_id, details FROM audit_events
       WHERE target_id = $1 AND (kind LIKE 'factor%' OR kind LIKE 'recovery%') ORDER BY id`,
      [id],
    );

  /** Lets the login of a session be so many minutes ago. @returns a new access token of it */
  async function aged(tokens: { session_id: string; refresh_token: string }, minutes: number): Promise<string> {
    await database.query(
      `UPDATE sessions SET issued_at = now() - make_interval(mins => $2), authenticated_at = NULL WHERE id = $1`,
      [tokens.session_id, minutes],
    );
    return (await service.api.refresh(tokens.refresh_token)).body.access_token;
  }

  it('counts from its first code on: ten recovery codes come with it, and all other sessions end', async () => {
    const { api } = service;
    const { person, tokens } = await newLogin(api);
    const other = await logIn(api, person);
    const begun = await enrolTotp(api, tokens.access_token, person, 'Phone');
    expect(begun.secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(begun.otpauth_uri).toContain(`secret=${begun.secret}`);
    expect(decodeURIComponent(begun.otpauth_uri)).toContain(
      `auth.example.test:${person.email}?issuer=auth.example.test&`,
    );
    expect(Math.abs(Date.parse(begun.expires_at) - Date.now() - 600_000)).toBeLessThan(60_000);
    expect([await factorsOf(api, tokens.access_token), await hasSecondFactor(person.id)]).toEqual([[], false]);

    const { status, headers, body } = await confirmTotp(api, tokens.access_token, begun);
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(body).toMatchObject({ id: begun.id, method: 'totp', name: 'Phone', last_used_at: null, codes_left: null });
    expect(new Set(body.recovery_codes).size).toBe(10);
    expect(await hasSecondFactor(person.id)).toBe(true);

    expect((await api.refresh(other.refresh_token)).status).toBe(400);
    expect((await api.me(other.access_token)).status).toBe(401);
    expect((await api.me(tokens.access_token)).status).toBe(401);
    const { body: renewed } = await api.refresh(tokens.refresh_token);
    expect(await factorsOf(api, renewed.access_token)).toMatchObject([
      { id: begun.id, method: 'totp', name: 'Phone' },
      { method: 'recovery_code', name: null, codes_left: 10 },
    ]);
    expect(await eventsOf(person.id)).toEqual([
      { kind: 'factor_added', actor_id: person.id, details: { factor_id: begun.id, method: 'totp' } },
      { kind: 'recovery_codes_created', actor_id: person.id, details: {} },
    ]);
  });

  it('takes the password, which whoever has stolen a token does not know', async () => {
    const { person, tokens } = await newLogin(service.api);
    const enrol = (body: object): Promise<Answer> =>
      service.api.post(`${FACTORS}/totp`, body, { token: tokens.access_token });
    expect((await enrol({})).status).toBe(400);
    const wrong = await enrol({ current_password: 'not-the-password-at-all' });
    expect([wrong.status, wrong.body['code']]).toEqual([403, 'wrong_password']);
    expect(await database.query('SELECT id FROM totp_factors WHERE user_id = $1', [person.id])).toEqual([]);
  });

  it('takes a login of the last ten minutes, for whatever protects the account', async () => {
    const { person, tokens, authenticator } = await newEquipped(service.api);
    const token = await aged(tokens, 11);
    const attempts: [string, string, object?][] = [
      ['POST', '/totp', { current_password: person.password }],
      ['POST', '/totp/confirm', { id: authenticator.id, code: '123456' }],
      ['POST', '/recovery-codes'],
      ['DELETE', `/${authenticator.id}`],
    ];
    for (const [method, path, body] of attempts) {
      const refused = await service.api.call(method, FACTORS + path, body, { token });
      expect([path, refused.status, refused.body['code']]).toEqual([path, 401, 'insufficient_user_authentication']);
      expect(refused.headers.get('www-authenticate')).toContain('max_age="600"');
    }
    // To look, and to give names, is no risk.
    expect(await factorsOf(service.api, token)).toHaveLength(2);
    const renamed = await service.api.patch(`${FACTORS}/${authenticator.id}`, { name: 'Old phone' }, { token });
    expect([renamed.status, renamed.body['name']]).toEqual([200, 'Old phone']);
  });

  it('is not confirmed by a wrong code, twice, too late, or by somebody else', async () => {
    const { api } = service;
    const [one, other] = [await newLogin(api), await newLogin(api)];
    const begun = await enrolTotp(api, one.tokens.access_token, one.person);
    const wrong = await confirmTotp(api, one.tokens.access_token, begun, wrongCodeOf(begun.secret));
    expect([wrong.status, wrong.body['code']]).toEqual([403, 'wrong_factor']);
    const foreign = await confirmTotp(api, other.tokens.access_token, begun);
    expect([foreign.status, foreign.body['code']]).toEqual([404, 'factor_not_found']);
    await database.query(`UPDATE totp_factors SET created_at = now() - interval '601 s' WHERE id = $1`, [begun.id]);
    expect((await confirmTotp(api, one.tokens.access_token, begun)).status).toBe(404);
    expect(await hasSecondFactor(one.person.id)).toBe(false);

    const again = await enrolTotp(api, one.tokens.access_token, one.person);
    expect((await confirmTotp(api, one.tokens.access_token, again)).status).toBe(200);
    const token = (await api.refresh(one.tokens.refresh_token)).body.access_token;
    expect((await confirmTotp(api, token, again, codeOf(again.secret, 1))).status).toBe(404);
  });

  it('begun anew makes the secret of before worthless', async () => {
    const { person, tokens } = await newLogin(service.api);
    const [first, second] = [
      await enrolTotp(service.api, tokens.access_token, person),
      await enrolTotp(service.api, tokens.access_token, person),
    ];
    expect((await confirmTotp(service.api, tokens.access_token, first)).status).toBe(404);
    expect((await confirmTotp(service.api, tokens.access_token, second)).status).toBe(200);
  });

  it('on a new phone takes the place of the old one at its first code, and not before', async () => {
    const { api } = service;
    const { person, tokens, authenticator } = await newEquipped(api);
    const begun = await enrolTotp(api, tokens.access_token, person);
    expect((await factorsOf(api, tokens.access_token)).map(({ id }) => id)).toContain(authenticator.id);
    const { status, body } = await confirmTotp(api, tokens.access_token, begun);
    expect([status, body.recovery_codes]).toEqual([200, null]);
    const listed = await factorsOf(api, tokens.access_token);
    expect(listed.map(({ id, method }) => [method, id === authenticator.id])).toEqual([
      ['recovery_code', false],
      ['totp', false],
    ]);
    const details = { factor_id: authenticator.id, method: 'totp', reason: 'replaced' };
    expect(await eventsOf(person.id)).toContainEqual({ kind: 'factor_removed', actor_id: person.id, details });
  });

  it('removed as the last factor takes the recovery codes along, and outdates access tokens', async () => {
    const { api } = service;
    const { person, tokens, authenticator } = await newEquipped(api);
    const removed = await api.delete(`${FACTORS}/${authenticator.id}`, { token: tokens.access_token });
    expect(removed.status).toBe(204);
    expect((await api.me(tokens.access_token)).status).toBe(401);
    const { status, body } = await api.refresh(tokens.refresh_token);
    expect([status, await factorsOf(api, body.access_token)]).toEqual([200, []]);
    expect(await hasSecondFactor(person.id)).toBe(false);
    expect((await eventsOf(person.id)).at(-1)).toMatchObject({
      kind: 'factor_removed',
      details: { factor_id: authenticator.id, method: 'totp' },
    });
    expect((await logIn(api, person)).access_token).toBeTruthy();
  });

  it('is not there for others: its id is not found', async () => {
    const [one, other] = [await newEquipped(service.api), await newEquipped(service.api)];
    const token = other.tokens.access_token;
    const path = `${FACTORS}/${one.authenticator.id}`;
    expect((await service.api.delete(path, { token })).body['code']).toBe('factor_not_found');
    expect((await service.api.patch(path, { name: 'Mine' }, { token })).body['code']).toBe('factor_not_found');
    expect(await factorsOf(service.api, one.tokens.access_token)).toMatchObject([{ name: 'Authenticator app' }, {}]);
  });

  it('is confirmed, though its secret was sealed before the master secret was changed', async () => {
    const { person, tokens } = await newLogin(service.api);
    const begun = await enrolTotp(service.api, tokens.access_token, person);
    const newer = `a-newer-secret-of-more-than-thirty-two-bytes,${TEST_SECRET}`;
    const later = await Gatehouse.start(database, { GATEHOUSE_SECRET: newer });
    const { body } = await later.api.refresh(tokens.refresh_token);
    expect((await confirmTotp(later.api, body.access_token, begun)).status).toBe(200);
    await later.stop();
  });

  it('is guessed at ten times, and then after a while', async () => {
    const limited = await Gatehouse.start(database, { GATEHOUSE_THROTTLE: 'on', GATEHOUSE_RATE_LIMIT: '6000' });
    const { person, tokens } = await newLogin(limited.api);
    const begun = await enrolTotp(limited.api, tokens.access_token, person);
    const code = wrongCodeOf(begun.secret);
    const answers = await Promise.all(range(18).map(() => confirmTotp(limited.api, tokens.access_token, begun, code)));
    expect(tally(answers.map(({ status }) => status))).toEqual({ 403: 11, 429: 7 });
    expect((await confirmTotp(limited.api, tokens.access_token, begun)).status).toBe(429);
    await limited.stop();
    expect(
      await database.query(
        `SELECT kind, actor_id, details->'count' AS count FROM audit_events
      WHERE target_id = $1 AND kind = 'factor_refused'`,
        [person.id],
      ),
    ).toEqual([{ kind: 'factor_refused', actor_id: person.id, count: 11 }]);
  });
});
