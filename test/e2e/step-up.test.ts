import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/api.js';
import { ACCESS, Browser, type CookieSession, REFRESH } from '../support/browser.js';
import { clientToken, newClient } from '../support/oauth.js';
import { adminToken, claimsOf, newLogin, newPerson, PASSWORD } from '../support/people.js';
import { range } from '../support/rounds.js';
import { type FactorOwner, newFactorOwner, recovery, told } from '../support/second-step-scene.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const CHALLENGE = 'Bearer realm="gatehouse", error="insufficient_user_authentication"';

describe('step-up', () => {
  const { database, service } = useGatehouse();

  const stepUp = (token: string, shown: object): Promise<Answer> =>
    service.api.post('/v1/auth/step-up', shown, { token });

  /** As if the person of this session had shown long ago who they are. */
  async function age(
    session_id: string,
    refresh_token: string,
  ): Promise<{ access_token: string; refresh_token: string }> {
    await database.query(`UPDATE sessions SET authenticated_at = now() - interval '1 hour' WHERE id = $1`, [
      session_id,
    ]);
    return (await service.api.refresh(refresh_token)).body;
  }

  /** Somebody with a second factor, in a session that was opened without it. */
  async function newOwner(): Promise<FactorOwner> {
    const owner = await newFactorOwner(service.api);
    await database.query(`UPDATE sessions SET amr = '{pwd}' WHERE id = $1`, [owner.tokens.session_id]);
    return { ...owner, tokens: (await service.api.refresh(owner.tokens.refresh_token)).body };
  }

  it('renews the login in its place: the session, its id and its refresh token stay', async () => {
    const { tokens } = await newLogin(service.api);
    const old = await age(tokens.session_id, tokens.refresh_token);
    const { status, body, headers } = await stepUp(old.access_token, { current_password: PASSWORD });
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(body).toEqual({
      ...{ token_type: 'Bearer', session_id: tokens.session_id },
      ...{ access_token: expect.any(String), expires_in: 600 },
    });
    const [before, after] = [old.access_token, String(body['access_token'])].map(claimsOf);
    expect(after).toMatchObject({ sid: before?.['sid'], amr: ['pwd'], acr: 'sfa', auth_time: after?.['iat'] });
    expect(after?.['jti']).not.toBe(before?.['jti']);
    // The one before is as good as it was.
    expect((await service.api.me(old.access_token)).body).toMatchObject({ auth_time: before?.['auth_time'] });
    const refreshed = await service.api.refresh(old.refresh_token);
    expect(refreshed.status).toBe(200);
    expect(claimsOf(refreshed.body.access_token)).toMatchObject({ auth_time: after?.['auth_time'] });
    const events = await database.query(
      'SELECT actor_id, details FROM audit_events WHERE target_id = $1 AND kind = $2',
      [tokens.session_id, 'authn_step_up'],
    );
    expect(events).toEqual([{ actor_id: before?.['sub'], details: { user_id: before?.['sub'], amr: ['pwd'] } }]);
  });

  it('makes of a login by password one with two factors', async () => {
    const owner = await newOwner();
    expect(claimsOf(owner.tokens.access_token)).toMatchObject({ amr: ['pwd'], acr: 'sfa' });
    const { status, body } = await stepUp(owner.tokens.access_token, recovery(owner.recoveryCode()));
    expect(status).toBe(200);
    const [amr, acr] = [['pwd', 'otp', 'mfa'], 'mfa'];
    expect(claimsOf(String(body['access_token']))).toMatchObject({ amr, acr });
    const refreshed = await service.api.refresh(owner.tokens.refresh_token);
    expect(claimsOf(refreshed.body.access_token)).toMatchObject({ amr, acr });
  });

  it('is done by adding the first factor: the password was shown lately, and the factor then', async () => {
    const { tokens } = await newFactorOwner(service.api);
    expect(claimsOf(tokens.access_token)).toMatchObject({ amr: ['pwd', 'otp', 'mfa'], acr: 'mfa' });
  });

  it('takes the factor where there is one: a session and the password together are not enough', async () => {
    const owner = await newOwner();
    const { access_token } = owner.tokens;
    const alone = await stepUp(access_token, { current_password: PASSWORD });
    expect([told(alone), alone.body['errors']]).toEqual([
      [400, 'validation_failed'],
      [expect.objectContaining({ field: 'method', code: 'is_needed' })],
    ]);
    const both = { current_password: PASSWORD, ...recovery(owner.recoveryCode()) };
    expect((await stepUp(access_token, both)).status).toBe(200);
    // And the password where there is none.
    const { tokens } = await newLogin(service.api);
    for (const shown of [{}, recovery('0000-0000-0000-0000')]) {
      expect((await stepUp(tokens.access_token, shown)).body['errors']).toEqual([
        expect.objectContaining({ field: 'current_password', code: 'is_needed' }),
      ]);
    }
  });

  it('refuses what is wrong, and leaves the session as it is', async () => {
    const owner = await newOwner();
    const { access_token, session_id } = owner.tokens;
    const code = owner.recoveryCode();
    const wrong = { current_password: `${PASSWORD}8`, ...recovery(code) };
    expect(told(await stepUp(access_token, wrong))).toEqual([403, 'wrong_password']);
    expect(told(await stepUp(access_token, recovery('0000-0000-0000-0000')))).toEqual([403, 'wrong_factor']);
    expect(await database.query('SELECT amr FROM sessions WHERE id = $1', [session_id])).toEqual([{ amr: ['pwd'] }]);
    // The code was not used up by the wrong password. It is good once.
    expect((await stepUp(access_token, recovery(code))).status).toBe(200);
    expect(told(await stepUp(access_token, recovery(code)))).toEqual([403, 'wrong_factor']);
  });

  it('is good once for a code, of fifty who show it at once', async () => {
    const owner = await newOwner();
    const shown = recovery(owner.recoveryCode());
    const answers = await Promise.all(range(50).map(() => stepUp(owner.tokens.access_token, shown)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body['code'] === 'wrong_factor')).toHaveLength(49);
  });

  it('gives a browser another access cookie, and leaves the refresh cookie alone', async () => {
    const browser = new Browser(service.url);
    await browser.logIn(await newPerson(service.api));
    const before = new Map(browser.jar);
    const shown = { current_password: PASSWORD };
    const forged = await browser.post('/v1/auth/step-up', shown, { 'x-csrf-token': '' });
    expect(told(forged)).toEqual([403, 'csrf_token_invalid']);
    const { status, body } = await browser.post<CookieSession>('/v1/auth/step-up', shown);
    expect([status, Object.keys(body).sort()]).toEqual([200, ['csrf_token', 'expires_in', 'session_id']]);
    expect(browser.jar.get(ACCESS)).not.toBe(before.get(ACCESS));
    expect(browser.jar.get(REFRESH)).toBe(before.get(REFRESH));
    browser.csrfToken = body.csrf_token;
    expect((await browser.refresh()).status).toBe(200);
  });

  it('is nothing for a session that is over, or for who has none', async () => {
    const { tokens } = await newLogin(service.api);
    await service.api.post('/v1/auth/logout', undefined, { token: tokens.access_token });
    expect(told(await stepUp(tokens.access_token, { current_password: PASSWORD }))).toEqual([401, 'invalid_token']);
    const client = await newClient(service.api, await adminToken(service.api), { scopes: ['users:read'] });
    const token = await clientToken(service.api, client);
    expect(told(await stepUp(token, { current_password: PASSWORD }))).toEqual([403, 'insufficient_scope']);
  });

  describe('is told to whoever wants to change how the account is protected', () => {
    const change = (token: string): Promise<Answer> =>
      service.api.post('/v1/auth/password', { current_password: PASSWORD, new_password: PASSWORD }, { token });
    const challengeOf = ({ headers }: Answer): string | null => headers.get('www-authenticate');

    it('and logged in too long ago', async () => {
      const { tokens } = await newLogin(service.api);
      const old = await age(tokens.session_id, tokens.refresh_token);
      const refused = await change(old.access_token);
      expect([told(refused), challengeOf(refused)]).toEqual([
        [401, 'insufficient_user_authentication'],
        `${CHALLENGE}, max_age="600"`,
      ]);
      const { access_token } = (await stepUp(old.access_token, { current_password: PASSWORD })).body;
      expect((await change(String(access_token))).status).toBe(204);
    });

    it('and has a second factor that was not shown, or not lately', async () => {
      const owner = await newOwner();
      const refused = await change(owner.tokens.access_token);
      expect([told(refused), challengeOf(refused)]).toEqual([
        [401, 'insufficient_user_authentication'],
        `${CHALLENGE}, acr_values="mfa", max_age="600"`,
      ]);
      await stepUp(owner.tokens.access_token, recovery(owner.recoveryCode()));
      const old = await age(owner.tokens.session_id, owner.tokens.refresh_token);
      expect(challengeOf(await change(old.access_token))).toBe(`${CHALLENGE}, acr_values="mfa", max_age="600"`);
      const { access_token } = (await stepUp(old.access_token, recovery(owner.recoveryCode()))).body;
      const email = { email: `x${owner.person.email}`, current_password: PASSWORD };
      // Counts once it is confirmed.
      expect((await service.api.post('/v1/auth/email', email, { token: String(access_token) })).status).toBe(202);
      expect((await change(String(access_token))).status).toBe(204);
    });
  });
});

describe('guessing by step-up', () => {
  const { service } = useGatehouse({ GATEHOUSE_THROTTLE: 'on' });

  it('ends the session with the tenth wrong factor in a row', async () => {
    const owner = await newFactorOwner(service.api);
    const token = owner.tokens.access_token;
    const shown = recovery('0000-0000-0000-0000');
    for (const _ of range(10)) {
      expect(told(await service.api.post('/v1/auth/step-up', shown, { token }))).toEqual([403, 'wrong_factor']);
    }
    expect((await service.api.me(token)).status).toBe(401);
    expect((await service.api.refresh(owner.tokens.refresh_token)).status).toBe(400);
  });
});
