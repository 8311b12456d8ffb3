import { beforeAll, describe, expect, it } from '@jest/globals';
import { newOfficer } from '../support/accounts.js';
import { clientToken, newClient } from '../support/oauth.js';
import { adminToken, claimsOf, logIn, newLogin, newPerson } from '../support/people.js';
import { range } from '../support/rounds.js';
import { useGatehouse } from '../support/use-gatehouse.js';

interface Page {
  readonly items: { id: string; user_id: string; current: boolean; revoked: boolean }[];
  readonly next_cursor: string | null;
}

describe('the sessions of others', () => {
  const { database, service } = useGatehouse();
  let token: string;

  beforeAll(async () => {
    token = await adminToken(service.api);
  });

  it('are listed as their owner sees them, page by page', async () => {
    const person = await newPerson(service.api);
    const sessions = [];
    for (const _ of range(3)) sessions.push(await logIn(service.api, person));
    await service.api.delete(`/v1/sessions/${String(sessions[0]?.session_id)}`, {
      token: String(sessions[1]?.access_token),
    });
    const path = `/v1/users/${person.id}/sessions`;
    const { body } = await service.api.get<Page>(path, { token });
    const own = await service.api.get<Page>('/v1/sessions', { token: String(sessions[2]?.access_token) });
    expect(body.items).toEqual(own.body.items.map(session => ({ ...session, current: false })));
    const ids = sessions.map(session => session.session_id);
    expect(body.items.map(session => session.id)).toEqual([...ids].reverse());
    expect(body.items.map(session => session.revoked)).toEqual([false, false, true]);
    const first = await service.api.get<Page>(`${path}?active=true&limit=1`, { token });
    const cursor = String(first.body.next_cursor);
    const second = await service.api.get<Page>(`${path}?active=true&limit=1&cursor=${cursor}`, { token });
    expect([...first.body.items, ...second.body.items].map(session => session.id)).toEqual([ids[2], ids[1]]);
    const elsewhere = `/v1/users/${String(claimsOf(token)['sub'])}/sessions?active=true&cursor=${cursor}`;
    expect((await service.api.get(elsewhere, { token })).body['code']).toBe('invalid_cursor');
  });

  it('end by an id in capitals as well, and are known by the small one everywhere', async () => {
    const { person, tokens } = await newLogin(service.api);
    const [user, session] = [person.id.toUpperCase(), tokens.session_id.toUpperCase()];
    expect((await service.api.delete(`/v1/users/${user}/sessions/${session}`, { token })).status).toBe(204);
    expect((await service.api.me(tokens.access_token)).status).toBe(401);
    const fed = await database.query(`SELECT 1 FROM revocations WHERE kind = 'session' AND target = $1`, [
      tokens.session_id,
    ]);
    expect(fed).toHaveLength(1);
    expect((await service.api.patch(`/v1/users/${user}`, { status: 'disabled' }, { token })).status).toBe(200);
    const events = await database.query(`SELECT kind, target_id FROM audit_events WHERE target_id ~ '[A-F]'`);
    expect(events).toEqual([]);
  });

  it('show one’s own as the current one only to oneself', async () => {
    const { sub, sid } = claimsOf(token);
    const { body } = await service.api.get<Page>(`/v1/users/${String(sub)}/sessions`, { token });
    expect(body.items.filter(session => session.current).map(session => session.id)).toEqual([sid]);
  });

  it('end one by one, at once, and once', async () => {
    const person = await newPerson(service.api);
    const [ended, kept] = [await logIn(service.api, person), await logIn(service.api, person)];
    const path = `/v1/users/${person.id}/sessions/${ended.session_id}`;
    for (const _ of range(2)) expect((await service.api.delete(path, { token })).status).toBe(204);
    expect((await service.api.me(ended.access_token)).status).toBe(401);
    expect((await service.api.refresh(ended.refresh_token)).status).toBe(400);
    expect((await service.api.me(kept.access_token)).status).toBe(200);
    const events = await database.query(
      `SELECT actor_id, details FROM audit_events WHERE target_id = $1 AND kind = 'session_revoked'`,
      [ended.session_id],
    );
    const details = { user_id: person.id, reason: 'revoked_by_administrator' };
    expect(events).toEqual([{ actor_id: claimsOf(token)['sub'], details }]);
  });

  it('end all together', async () => {
    const person = await newPerson(service.api);
    const sessions = [await logIn(service.api, person), await logIn(service.api, person)];
    expect((await service.api.delete(`/v1/users/${person.id}/sessions`, { token })).status).toBe(204);
    for (const { access_token, refresh_token } of sessions) {
      expect((await service.api.me(access_token)).status).toBe(401);
      expect((await service.api.refresh(refresh_token)).status).toBe(400);
    }
    expect((await service.api.login(person.email, person.password)).status).toBe(200);
    const events = await database.query(
      `SELECT actor_id FROM audit_events WHERE target_id = $1 AND kind = 'sessions_revoked_all'`,
      [person.id],
    );
    expect(events).toEqual([{ actor_id: claimsOf(token)['sub'] }]);
  });

  it('are looked for only where they can be', async () => {
    const { person, tokens } = await newLogin(service.api);
    const other = await newLogin(service.api);
    const client = await service.api.post('/v1/clients', { name: 'no person', scopes: [] }, { token });
    const cases: [string, string, string][] = [
      ['GET', '/v1/users/01999999-0000-7000-8000-000000000000/sessions', 'user_not_found'],
      ['GET', `/v1/users/${String(client.body['client_id'])}/sessions`, 'user_not_found'],
      ['DELETE', `/v1/users/${String(client.body['client_id'])}/sessions`, 'user_not_found'],
      ['DELETE', `/v1/users/${person.id}/sessions/${other.tokens.session_id}`, 'session_not_found'],
    ];
    for (const [method, path, code] of cases) {
      const answer = await service.api.call(method, path, undefined, { token });
      expect([method, path, answer.status, answer.body['code']]).toEqual([method, path, 404, code]);
    }
    expect((await service.api.delete(`/v1/users/${person.id}/sessions/x`, { token })).status).toBe(400);
    expect((await service.api.me(tokens.access_token)).status).toBe(200);
    expect((await service.api.me(other.tokens.access_token)).status).toBe(200);
  });

  it('are not seen of somebody who holds more: the token ids alone would do to bother them', async () => {
    const reader = await newOfficer(service.api, token, ['sessions:read', 'revocations:write']);
    const client = await newClient(service.api, token, { scopes: ['sessions:read'] });
    const asking = await clientToken(service.api, client);
    const above = await newOfficer(service.api, token, ['audit:read']);
    for (const id of [String(claimsOf(token)['sub']), above.person.id]) {
      for (const own of [reader.token, asking]) {
        const refused = await service.api.get(`/v1/users/${id}/sessions`, { token: own });
        expect([refused.status, refused.body['code']]).toEqual([403, 'permission_not_held']);
        expect(JSON.stringify(refused.body)).not.toContain('jti');
      }
    }
    const { person } = await newLogin(service.api);
    for (const own of [reader.token, asking]) {
      expect((await service.api.get(`/v1/users/${person.id}/sessions`, { token: own })).status).toBe(200);
    }
    expect((await service.api.get(`/v1/users/${reader.person.id}/sessions`, { token: reader.token })).status).toBe(200);
  });

  it('are seen and ended by the permission for it, and ended of nobody who holds more', async () => {
    const reader = await newOfficer(service.api, token, ['sessions:read']);
    const ender = await newOfficer(service.api, token, ['sessions:revoke']);
    const { person, tokens } = await newLogin(service.api);
    const path = `/v1/users/${person.id}/sessions`;
    expect((await service.api.get(path, { token: reader.token })).status).toBe(200);
    expect((await service.api.get(path, { token: ender.token })).status).toBe(403);
    expect((await service.api.delete(path, { token: reader.token })).status).toBe(403);
    const one = `${path}/${tokens.session_id}`;
    expect((await service.api.delete(one, { token: reader.token })).status).toBe(403);
    expect((await service.api.delete(one, { token: ender.token })).status).toBe(204);
    expect((await service.api.delete(path, { token: ender.token })).status).toBe(204);
    for (const above of [String(claimsOf(token)['sub']), reader.person.id]) {
      const refused = await service.api.delete(`/v1/users/${above}/sessions`, { token: ender.token });
      expect([refused.status, refused.body['code']]).toEqual([403, 'permission_not_held']);
    }
  });
});
