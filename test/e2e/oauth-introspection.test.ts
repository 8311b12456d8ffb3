import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { Answer, Tokens } from '../support/api.js';
import { Gatehouse } from '../support/gatehouse.js';
import { basic, clientToken, postForm, type Form } from '../support/oauth.js';
import { claimsOf, logIn, newLogin, type Person } from '../support/people.js';
import {
  AUDIENCES,
  INACTIVE,
  SKEW_SECONDS,
  admin,
  administer,
  database,
  expectOAuthError,
  introspect,
  introspector,
  isActive,
  registered,
  revoke,
  service,
  worker,
  setTheOAuthScene,
} from '../support/oauth-scene.js';

setTheOAuthScene();

describe('introspection', () => {
  it("tells all about a person's token, and nothing personal", async () => {
    const { person, tokens } = await newLogin(service.api);
    const { iss, sub, client_id, sid, jti, iat, exp, auth_time, amr, acr, roles, epoch } = claimsOf(
      tokens.access_token,
    );
    const { status, headers, body } = await introspect(tokens.access_token);
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(body).toEqual({
      ...{ active: true, token_type: 'Bearer', aud: AUDIENCES },
      ...{ iss, sub, client_id, sid, jti, iat, exp, auth_time, amr, acr, roles, epoch },
    });
    expect(JSON.stringify(body)).not.toContain(person.email);
  });

  it("tells the scope of a service's token", async () => {
    const token = await clientToken(service.api, worker, { scope: 'orders:read' });
    const { body } = await introspect(token);
    expect(body).toMatchObject({ active: true, scope: 'orders:read', sub: worker.client_id, roles: [] });
    expect(body).not.toHaveProperty('sid');
  });

  it.each(['access_token', 'refresh_token', 'nonsense'])('does not mind the hint %s', async token_type_hint => {
    const { tokens } = await newLogin(service.api);
    expect((await introspect(tokens.access_token, introspector, { token_type_hint })).body['active']).toBe(true);
    expect((await introspect(tokens.refresh_token, introspector, { token_type_hint })).body).toEqual(INACTIVE);
  });

  it('is for service clients with the scope only', async () => {
    const at = (form: Form, headers?: Record<string, string>): Promise<Answer> =>
      postForm(service.api, '/oauth/introspect', { token: admin, ...form }, headers);
    expectOAuthError(await at({}), 401, 'invalid_client');
    expectOAuthError(await at({ client_id: 'gatehouse' }), 401, 'invalid_client');
    expectOAuthError(await at({}, { authorization: `Bearer ${admin}` }), 401, 'invalid_client');
    expectOAuthError(await at({}, basic({ ...introspector, client_secret: 'x' })), 401, 'invalid_client');
    expectOAuthError(await at({}, basic(worker)), 400, 'unauthorized_client');
    expect((await at({}, basic(introspector))).body['active']).toBe(true);
  });

  it('needs a token', async () => {
    expectOAuthError(await introspect(''), 400, 'invalid_request');
    expectOAuthError(await postForm(service.api, '/oauth/introspect', '', basic(introspector)), 400, 'invalid_request');
  });

  it.each([
    ['a word', 'garbage'],
    ['three dots', 'a.b.c'],
    ['a made-up refresh token', 'gtr_made-up'],
    ['a client secret', 'gcs_made-up'],
    ['other characters', '\u{1f511} \r\n"\\'],
    ['9000 characters', 'x'.repeat(9000)],
    ['15,000 characters', 'x'.repeat(15_000)],
  ])('answers no more than inactive to %s', async (_what, token) => {
    const { status, body } = await introspect(token);
    expect([status, body]).toEqual([200, INACTIVE]);
  });

  it('answers no more than inactive where the token is not meant for the caller', async () => {
    const stranger = await registered({ scopes: ['introspect'], audiences: ['billing'] });
    const ofOrders = await registered({ scopes: ['introspect'], audiences: ['orders'] });
    const { tokens } = await newLogin(service.api);
    expect(await isActive(tokens.access_token, ofOrders)).toBe(true);
    expect(await isActive(tokens.access_token, stranger)).toBe(false);
    const forNotes = await clientToken(service.api, worker, { audience: 'notes' });
    expect([await isActive(forNotes), await isActive(forNotes, ofOrders)]).toEqual([true, false]);
    const forBilling = await clientToken(service.api, stranger);
    expect([await isActive(forBilling, stranger), await isActive(forBilling)]).toEqual([true, false]);
  });

  it('answers inactive once a token has expired, though it knew it before', async () => {
    const brief = await Gatehouse.start(database, { GATEHOUSE_ACCESS_TTL: '1s', GATEHOUSE_AUDIENCE: 'notes, orders' });
    try {
      const { tokens } = await newLogin(brief.api);
      const service = await clientToken(brief.api, worker);
      const activity = async (token: string): Promise<unknown> =>
        (await postForm(brief.api, '/oauth/introspect', { token }, basic(introspector))).body;
      expect(await activity(tokens.access_token)).toMatchObject({ active: true });
      expect(await activity(service)).toMatchObject({ active: true });
      await delay((1 + SKEW_SECONDS + 1) * 1000);
      for (const token of [tokens.access_token, service]) expect(await activity(token)).toEqual(INACTIVE);
      expect((await brief.api.me(tokens.access_token)).status).toBe(401);
    } finally {
      await brief.stop();
    }
  });

  type Act = (person: Person, tokens: Tokens) => Promise<unknown>;

  it.each<[string, Act]>([
    ['logout', (_, { access_token }) => service.api.post('/v1/auth/logout', undefined, { token: access_token })],
    ['logout by refresh token', (_, { refresh_token }) => service.api.post('/v1/auth/logout', { refresh_token })],
    [
      'logout everywhere',
      (_, { access_token }) => service.api.post('/v1/auth/logout-all', undefined, { token: access_token }),
    ],
    [
      'logout everywhere from another session',
      async person =>
        service.api.post('/v1/auth/logout-all', undefined, { token: (await logIn(service.api, person)).access_token }),
    ],
    [
      'the end of the session',
      (_, { session_id, access_token }) => service.api.delete(`/v1/sessions/${session_id}`, { token: access_token }),
    ],
    ['its jti', (_, { access_token }) => administer('POST', '/v1/revocations', { jti: claimsOf(access_token)['jti'] })],
    ['its own client', (_, { access_token }) => revoke({ token: access_token, client_id: 'gatehouse' })],
    ['a role less', ({ id }) => administer('DELETE', `/v1/users/${id}/roles/user`)],
    ['the disabling of the account', ({ id }) => administer('PATCH', `/v1/users/${id}`, { status: 'disabled' })],
    [
      'a new password',
      ({ password }, { access_token }) =>
        service.api.post(
          '/v1/auth/password',
          { current_password: password, new_password: 'marble-gazelle-lantern-9' },
          { token: access_token },
        ),
    ],
    ['the second use of an old refresh token', async (_, { refresh_token }) => stealFrom(refresh_token)],
  ])('answers inactive after %s, and the guarded routes refuse', async (_what, act) => {
    const { person, tokens } = await newLogin(service.api);
    expect(await isActive(tokens.access_token)).toBe(true);
    expect((await service.api.me(tokens.access_token)).status).toBe(200);
    await act(person, tokens);
    expect(await isActive(tokens.access_token)).toBe(false);
    expect((await service.api.me(tokens.access_token)).status).toBe(401);
  });

  async function stealFrom(token: string): Promise<void> {
    const { body } = await service.api.refresh(token);
    await service.api.refresh(body.refresh_token);
    expect((await service.api.refresh(token)).status).toBe(400);
  }
});
