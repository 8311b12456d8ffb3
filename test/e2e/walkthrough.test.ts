import { describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { ISSUER } from '../support/gatehouse.js';
import { claimsOf, headerOf, logIn, newLogin, newPerson, PASSWORD } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('the way of a person through the service', () => {
  const { database, service } = useGatehouse();

  it('registers, logs in and is recognised', async () => {
    const registered = await service.api.post('/v1/auth/register', { email: ' Ada@Example.ORG ', password: PASSWORD });
    expect(registered.status).toBe(201);
    expect(registered.body).toMatchObject({ email: 'ada@example.org', status: 'active' });
    expect(registered.body).not.toHaveProperty('password_hash');

    const login = await service.api.login('ADA@example.org', PASSWORD);
    expect(login.status).toBe(200);
    expect(login.headers.get('cache-control')).toBe('no-store');
    expect(login.body).toMatchObject({ token_type: 'Bearer', expires_in: 600 });

    const me = await service.api.me(login.body.access_token);
    expect(me.status).toBe(200);
    expect(me.body).toMatchObject({
      id: registered.body['id'],
      email: 'ada@example.org',
      roles: ['user'],
      permissions: [],
      session_id: login.body.session_id,
    });
  });

  it('gives out access tokens by RFC 9068, that others verify with the published keys', async () => {
    const { person, tokens } = await newLogin(service.api);
    expect(Object.keys(headerOf(tokens.access_token)).sort()).toEqual(['alg', 'kid', 'typ']);
    const keys = createRemoteJWKSet(new URL(`${service.url}/.well-known/jwks.json`));
    const { payload } = await jwtVerify(tokens.access_token, keys, {
      issuer: ISSUER,
      audience: ISSUER,
      typ: 'at+jwt',
      algorithms: ['ES256'],
    });
    expect(Object.keys(payload).sort()).toEqual(
      [
        'acr',
        'amr',
        'aud',
        'auth_time',
        'client_id',
        'epoch',
        'exp',
        'iat',
        'iss',
        'jti',
        'roles',
        'sid',
        'sub',
      ].sort(),
    );
    expect(payload).toMatchObject({ sub: person.id, sid: tokens.session_id, roles: ['user'], amr: ['pwd'] });
    expect(payload).toMatchObject({ client_id: 'gatehouse' });
    expect(tokens.access_token.length).toBeLessThan(700);
    expect(JSON.stringify(payload)).not.toContain(person.email);
  });

  it('publishes no private member of any key', async () => {
    const { body } = await service.api.get<{ keys: Record<string, unknown>[] }>('/.well-known/jwks.json');
    // The one that signs, and the one that will.
    expect(body.keys).toHaveLength(2);
    for (const key of body.keys) {
      expect(key).toMatchObject({ kty: 'EC', crv: 'P-256', use: 'sig', alg: 'ES256' });
      for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) expect(key).not.toHaveProperty(secret);
    }
  });

  it('refreshes: a new pair, the old refresh token is used up', async () => {
    const { tokens } = await newLogin(service.api);
    const refreshed = await service.api.refresh(tokens.refresh_token);
    expect(refreshed.status).toBe(200);
    expect(refreshed.headers.get('cache-control')).toBe('no-store');
    expect(refreshed.body.session_id).toBe(tokens.session_id);
    expect(refreshed.body.refresh_token).not.toBe(tokens.refresh_token);
    expect(claimsOf(refreshed.body.access_token)['jti']).not.toBe(claimsOf(tokens.access_token)['jti']);
    expect(claimsOf(refreshed.body.access_token)['auth_time']).toBe(claimsOf(tokens.access_token)['auth_time']);
    expect((await service.api.me(refreshed.body.access_token)).status).toBe(200);
    const again = await service.api.refresh(refreshed.body.refresh_token);
    expect(again.status).toBe(200);
  });

  it('gives the same successor for a lost answer, and kills the session for an old token', async () => {
    const { tokens } = await newLogin(service.api);
    const first = await service.api.refresh(tokens.refresh_token);
    const repeated = await service.api.refresh(tokens.refresh_token);
    expect(repeated.status).toBe(200);
    expect(repeated.body.refresh_token).toBe(first.body.refresh_token);
    const second = await service.api.refresh(first.body.refresh_token);
    expect(second.status).toBe(200);
    const stolen = await service.api.refresh(tokens.refresh_token);
    expect(stolen.status).toBe(400);
    expect(stolen.body).toMatchObject({ code: 'invalid_grant' });
    expect((await service.api.refresh(second.body.refresh_token)).status).toBe(400);
    expect((await service.api.me(second.body.access_token)).status).toBe(401);
    const events = await database.query('SELECT kind FROM audit_events WHERE target_id = $1 ORDER BY id', [
      tokens.session_id,
    ]);
    expect(events.map(event => event['kind'])).toEqual([
      'authn_login_success',
      'authn_token_grace',
      'authn_token_reuse',
    ]);
  });

  it('lists the own sessions and ends one', async () => {
    const person = await newPerson(service.api);
    const phone = await logIn(service.api, person);
    const laptop = await logIn(service.api, person);
    const token = laptop.access_token;
    const list = await service.api.get<{ items: Record<string, unknown>[] }>('/v1/sessions', { token });
    expect(list.body.items.map(({ id, current, revoked }) => ({ id, current, revoked }))).toEqual([
      { id: laptop.session_id, current: true, revoked: false },
      { id: phone.session_id, current: false, revoked: false },
    ]);

    expect((await service.api.delete(`/v1/sessions/${phone.session_id}`, { token })).status).toBe(204);
    expect((await service.api.me(phone.access_token)).status).toBe(401);
    expect((await service.api.refresh(phone.refresh_token)).status).toBe(400);
    const active = await service.api.get<{ items: { id: string }[] }>('/v1/sessions?active=true', { token });
    expect(active.body.items.map(session => session.id)).toEqual([laptop.session_id]);
  });

  it("answers 404 for another person's session, and leaves it alone", async () => {
    const { tokens: mine } = await newLogin(service.api);
    const { tokens: theirs } = await newLogin(service.api);
    const answer = await service.api.delete(`/v1/sessions/${theirs.session_id}`, { token: mine.access_token });
    expect(answer.status).toBe(404);
    expect((await service.api.me(theirs.access_token)).status).toBe(200);
  });

  it('pages through many sessions by cursor, each once, newest first', async () => {
    const person = await newPerson(service.api);
    const opened: string[] = [];
    for (let i = 0; i < 7; i++) opened.unshift((await logIn(service.api, person)).session_id);
    const token = (await logIn(service.api, person)).access_token;
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const path: string = `/v1/sessions?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const { body } = await service.api.get<{ items: { id: string }[]; next_cursor: string | null }>(path, { token });
      seen.push(...body.items.map(session => session.id));
      cursor = body.next_cursor;
    }
    expect(seen.slice(1)).toEqual(opened);
  });
});
