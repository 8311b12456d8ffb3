import { describe, expect, it } from '@jest/globals';
import { basic, clientToken } from '../support/oauth.js';
import { claimsOf, newLogin } from '../support/people.js';
import {
  administer,
  byPassword,
  database,
  expectOAuthError,
  introspector,
  isActive,
  registered,
  revoke,
  revokeAs,
  service,
  worker,
  setTheOAuthScene,
} from '../support/oauth-scene.js';

setTheOAuthScene();

describe('revocation', () => {
  it('answers 200 to a live token, again once it is dead, and to an unknown one', async () => {
    const token = await clientToken(service.api, worker);
    for (let i = 0; i < 3; i++) {
      const answer = await revokeAs(worker, token);
      expect([answer.status, answer.body]).toEqual([200, '']);
      expect(await isActive(token)).toBe(false);
    }
    for (const unknown of ['garbage', 'a.b.c', 'gtr_made-up', 'x'.repeat(9000)]) {
      expect([unknown.slice(0, 10), (await revokeAs(worker, unknown)).status]).toEqual([unknown.slice(0, 10), 200]);
    }
  });

  it('ends one access token and leaves its session alone', async () => {
    const { tokens } = await newLogin(service.api);
    expect((await revoke({ token: tokens.access_token, client_id: 'gatehouse' })).status).toBe(200);
    expect((await service.api.me(tokens.access_token)).status).toBe(401);
    const refreshed = await service.api.refresh(tokens.refresh_token);
    expect([refreshed.status, await isActive(refreshed.body.access_token)]).toEqual([200, true]);
  });

  it.each(['the newest', 'an old'])('of %s refresh token ends its session with all its tokens', async which => {
    const { tokens } = await newLogin(service.api);
    const { body: newer } = await service.api.refresh(tokens.refresh_token);
    const token = which === 'an old' ? tokens.refresh_token : newer.refresh_token;
    expect((await revoke({ token, client_id: 'gatehouse' })).status).toBe(200);
    expect([await isActive(tokens.access_token), await isActive(newer.access_token)]).toEqual([false, false]);
    expect((await service.api.refresh(newer.refresh_token)).status).toBe(400);
  });

  it.each(['access_token', 'refresh_token', 'nonsense'])('works with the hint %s', async token_type_hint => {
    const { tokens } = await newLogin(service.api);
    const form = { client_id: 'gatehouse', token_type_hint };
    expect((await revoke({ ...form, token: tokens.access_token })).status).toBe(200);
    expect(await isActive(tokens.access_token)).toBe(false);
    expect((await revoke({ ...form, token: tokens.refresh_token })).status).toBe(200);
    expect((await service.api.refresh(tokens.refresh_token)).status).toBe(400);
  });

  it("leaves another client's tokens alone, and says nothing of it", async () => {
    const { tokens } = await newLogin(service.api);
    const others = await clientToken(service.api, introspector);
    for (const token of [tokens.access_token, tokens.refresh_token, others]) {
      expect((await revokeAs(worker, token)).status).toBe(200);
    }
    expect((await revoke({ token: others, client_id: 'gatehouse' })).status).toBe(200);
    expect([await isActive(tokens.access_token), await isActive(others)]).toEqual([true, true]);
    expect((await service.api.refresh(tokens.refresh_token)).status).toBe(200);
  });

  it('reaches the sessions that a client opened for people, though its audiences have changed', async () => {
    const client = await registered({ audiences: ['notes'] });
    const { access_token, refresh_token, session_id } = await byPassword(client);
    await administer('PATCH', `/v1/clients/${client.client_id}`, { audiences: ['billing'] });
    // What it got before is outdated with the change already.
    expect(await isActive(access_token)).toBe(false);
    expect((await revokeAs(client, refresh_token)).status).toBe(200);
    const [session] = await database.query('SELECT revoked, revoked_reason FROM sessions WHERE id = $1', [session_id]);
    expect(session).toEqual({ revoked: true, revoked_reason: 'logout' });
  });

  it('needs a client that is who it says, and a token', async () => {
    const token = await clientToken(service.api, worker);
    const impostor = basic({ ...worker, client_secret: 'x' });
    expectOAuthError(await revoke({ token }, impostor), 401, 'invalid_client');
    expectOAuthError(await revoke({ token, client_id: worker.client_id }), 401, 'invalid_client');
    expectOAuthError(await revoke({}, basic(worker)), 400, 'invalid_request');
    expect(await isActive(token)).toBe(true);
  });

  it('leaves a line in the audit trail, once', async () => {
    const token = await clientToken(service.api, worker);
    await revokeAs(worker, token);
    await revokeAs(worker, token);
    const events = await database.query('SELECT kind, actor_id FROM audit_events WHERE target_id = $1', [
      claimsOf(token)['jti'],
    ]);
    expect(events).toEqual([{ kind: 'authn_token_revoked', actor_id: worker.client_id }]);
  });
});

describe('the token of a service', () => {
  it.each([
    ['/v1/auth/password', { current_password: 'x', new_password: 'marble-gazelle-lantern-9' }],
    ['/v1/auth/email', { current_password: 'x', email: 'ada@example.org' }],
  ])('was never logged in with, so it is 401 at %s, and outlives it', async (path, body) => {
    const token = await clientToken(service.api, await registered({ scopes: ['orders:read'] }));
    const answer = await service.api.call('POST', path, body, { token });
    expect([answer.status, answer.body['code']]).toEqual([401, 'insufficient_user_authentication']);
    expect(await isActive(token)).toBe(true);
  });

  it.each<[string, unknown, string | undefined]>([
    ['GET /v1/auth/me', undefined, undefined],
    ['POST /v1/auth/logout', undefined, undefined],
    ['POST /v1/auth/logout', {}, undefined],
    ['POST /v1/auth/logout-all', undefined, undefined],
    ['POST /v1/auth/logout-all?keep_current=true', undefined, undefined],
    ['GET /v1/sessions', undefined, undefined],
    ['GET /v1/sessions?active=true', undefined, undefined],
    [`DELETE /v1/sessions/00000000-0000-4000-8000-000000000000`, undefined, undefined],
    ['GET /v1/users', undefined, 'users:read'],
    ['GET /v1/roles', undefined, 'roles:read'],
    ['GET /v1/clients', undefined, 'clients:read'],
    ['POST /v1/clients', { name: 'mine', scopes: [] }, 'clients:write'],
    ['PUT /v1/permissions/orders:read', { description: 'See orders' }, 'permissions:declare'],
    ['POST /v1/revocations', { jti: 'x' }, 'revocations:write'],
  ])('is 403 insufficient_scope at %s with the body %j, and outlives it', async (route, body, scope) => {
    const [method = '', path = ''] = route.split(' ');
    const client = await registered({ scopes: ['orders:read', 'sessions:read'] });
    const token = await clientToken(service.api, client);
    const answer = await service.api.call(method, path, body, { token });
    expect([answer.status, answer.body['code']]).toEqual([403, 'insufficient_scope']);
    const needed = scope === undefined ? '' : `, scope="${scope}"`;
    expect(answer.headers.get('www-authenticate')).toBe(
      `Bearer realm="gatehouse", error="insufficient_scope"${needed}`,
    );
    expect(answer.body['detail']).toBe(
      scope === undefined ? 'This is for people: a service client has no session.' : `Needs the permission ${scope}.`,
    );
    expect(await isActive(token)).toBe(true);
  });
});
