import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { grant, invite, newEmail, newOfficer, newRole } from '../support/accounts.js';
import type { Answer } from '../support/api.js';
import { adminToken, claimsOf, logIn, newLogin, newPerson, PASSWORD } from '../support/people.js';
import { range } from '../support/rounds.js';
import { useGatehouse } from '../support/use-gatehouse.js';

interface Page {
  readonly items: { id: string; email: string; status: string }[];
  readonly next_cursor: string | null;
}

describe('accounts in the hands of others', () => {
  const { database, service } = useGatehouse();
  let token: string;

  beforeAll(async () => {
    token = await adminToken(service.api);
  });

  const list = async (query: string): Promise<string[]> => {
    const { status, body } = await service.api.get<Page>(`/v1/users?${query}`, { token });
    expect([query, status]).toEqual([query, 200]);
    return body.items.map(user => user.email);
  };

  describe('searching', () => {
    const emails = ['zoe@found.test', 'zoe.b@found.test', 'zoe_b@found.test', 'zoë@found.test', 'z%e@found.test'];
    let role: string;

    beforeAll(async () => {
      role = await newRole(service.api, token, []);
      for (const email of emails) await invite(service.api, token, { email });
      const [first, second] = (await service.api.get<Page>('/v1/users?email_prefix=zoe', { token })).body.items;
      await grant(service.api, token, String(first?.id), role);
      await grant(service.api, token, String(second?.id), role);
      await service.api.patch(`/v1/users/${String(second?.id)}`, { status: 'disabled' }, { token });
    });

    it('finds by the beginning of the address, compared as addresses are, with nothing special in it', async () => {
      expect(await list('email_prefix=zoe')).toEqual(['zoe_b@found.test', 'zoe.b@found.test', 'zoe@found.test']);
      expect(await list('email_prefix=ZOE@F')).toEqual(['zoe@found.test']);
      expect(await list('email_prefix=zoe_')).toEqual(['zoe_b@found.test']);
      expect(await list('email_prefix=z%25')).toEqual(['z%e@found.test']);
      expect(await list(`email_prefix=${encodeURIComponent('ZOE\u0308')}`)).toEqual(['zoë@found.test']);
      expect(await list(`email_prefix=${encodeURIComponent('z\\')}`)).toEqual([]);
      expect(await list(`email_prefix=${encodeURIComponent("' OR 1=1 --")}`)).toEqual([]);
    });

    it('finds by status and by role, and by all of it together', async () => {
      expect(await list('email_prefix=z&status=invited')).toHaveLength(4);
      expect(await list('email_prefix=z&status=disabled')).toEqual(['zoe.b@found.test']);
      expect(await list(`role=${role}`)).toEqual(['zoe_b@found.test', 'zoe.b@found.test']);
      expect(await list(`role=${role}&status=invited&email_prefix=zoe`)).toEqual(['zoe_b@found.test']);
      expect(await list('role=nothing')).toEqual([]);
      await database.query(`UPDATE user_roles SET expires_at = now() WHERE role = $1`, [role]);
      expect(await list(`role=${role}`)).toEqual([]);
    });

    it('pages through what was found, and takes no cursor of another search', async () => {
      const path = '/v1/users?email_prefix=z&status=invited&limit=3';
      const first = (await service.api.get<Page>(path, { token })).body;
      const cursor = `cursor=${String(first.next_cursor)}`;
      const second = (await service.api.get<Page>(`${path}&${cursor}`, { token })).body;
      const found = [...first.items, ...second.items].map(user => user.email);
      expect([found.length, new Set(found).size, second.next_cursor]).toEqual([4, 4, null]);
      for (const other of ['email_prefix=zo&status=invited', 'email_prefix=z', 'status=invited', '']) {
        const { status, body } = await service.api.get(`/v1/users?${other}&${cursor}`, { token });
        expect([other, status, body['code']]).toEqual([other, 400, 'invalid_cursor']);
      }
    });

    it('refuses what is no filter', async () => {
      for (const query of ['status=deleted', 'email_prefix=', 'role=', 'email=z', `email_prefix=${'x'.repeat(255)}`]) {
        expect([query, (await service.api.get(`/v1/users?${query}`, { token })).status]).toEqual([query, 400]);
      }
    });
  });

  describe('changing', () => {
    it('sets claims that are in the tokens from the next refresh on, and outdates the ones before', async () => {
      const { person, tokens } = await newLogin(service.api);
      const path = `/v1/users/${person.id}`;
      const ext = { plan: 'gold', limits: { seats: 3 } };
      const changed = await service.api.patch(path, { ext }, { token });
      expect(changed.body).toMatchObject({ ext, version: 2, status: 'active' });
      expect((await service.api.me(tokens.access_token)).status).toBe(401);
      const refreshed = await service.api.refresh(tokens.refresh_token);
      expect(claimsOf(refreshed.body.access_token)['ext']).toEqual(ext);
      const removed = await service.api.patch(path, { ext: null }, { token });
      expect(removed.body).toMatchObject({ ext: null, version: 3 });
      const last = await service.api.refresh(refreshed.body.refresh_token);
      expect(claimsOf(last.body.access_token)).not.toHaveProperty('ext');
      const [event] = await database.query(
        `SELECT details FROM audit_events WHERE target_id = $1 AND kind = 'user_updated' ORDER BY id`,
        [person.id],
      );
      expect(event).toEqual({
        details: { before: { status: 'active', ext: null }, after: { status: 'active', ext } },
      });
    });

    it('tells the claims to services that introspect', async () => {
      const person = await newPerson(service.api);
      await service.api.patch(`/v1/users/${person.id}`, { ext: { plan: 'gold' } }, { token });
      const { access_token } = await logIn(service.api, person);
      const client = await service.api.post('/v1/clients', { name: 'asks', scopes: ['introspect'] }, { token });
      const answer = await fetch(`${service.url}/oauth/introspect`, {
        method: 'POST',
        body: new URLSearchParams({
          token: access_token,
          client_id: String(client.body['client_id']),
          client_secret: String(client.body['client_secret']),
        }),
      });
      expect(await answer.json()).toMatchObject({ active: true, ext: { plan: 'gold' } });
    });

    it('refuses claims that read like rights, from an administrator too', async () => {
      const { id } = await newPerson(service.api);
      const ext = { roles: ['admin'], scope: 'users:delete', plan: 'gold' };
      const { status, body } = await service.api.patch<{ errors: object[] }>(`/v1/users/${id}`, { ext }, { token });
      expect(status).toBe(400);
      expect(body.errors).toEqual(
        ['ext.roles', 'ext.scope'].map(field => expect.objectContaining({ field, code: 'reserved' })),
      );
      const invited = await service.api.post('/v1/users', { email: newEmail(), ext }, { token });
      expect([invited.status, invited.body['code']]).toEqual([400, 'validation_failed']);
    });

    it('lets an administrator set their own, unless they are one for a time only', async () => {
      const person = await newPerson(service.api);
      const path = `/v1/users/${person.id}`;
      const expires_at = new Date(Date.now() + 86_400_000).toISOString();
      expect((await service.api.put(`${path}/roles/admin`, { expires_at }, { token })).status).toBe(204);
      const { access_token } = await logIn(service.api, person);
      const setOwn = (): Promise<Answer> => service.api.patch(path, { ext: { a: 1 } }, { token: access_token });
      const refused = await setOwn();
      expect([refused.status, refused.body['code']]).toEqual([403, 'insufficient_scope']);
      // To give a role again replaces its end.
      await grant(service.api, token, person.id, 'admin');
      const done = await setOwn();
      expect([done.status, done.body['ext']]).toEqual([200, { a: 1 }]);
      // The tests below know of one administrator.
      expect((await service.api.delete(`${path}/roles/admin`, { token })).status).toBe(204);
    });

    it('refuses claims that look personal, and what would not fit into a token with the roles', async () => {
      const person = await newPerson(service.api);
      const path = `/v1/users/${person.id}`;
      const personal = await service.api.patch<{ errors: object[] }>(path, { ext: { email: 'x' } }, { token });
      expect(personal.status).toBe(400);
      expect(personal.body.errors).toEqual([expect.objectContaining({ field: 'ext.email', code: 'personal' })]);
      const deep = { ext: { a: { b: { c: { d: 1 } } } } };
      expect((await service.api.patch(path, deep, { token })).status).toBe(400);
      for (const index of range(26)) {
        const name = `wide-${'x'.repeat(40)}-${index}`;
        await service.api.post('/v1/roles', { name, permissions: [] }, { token });
        await service.api.put(`${path}/roles/${name}`, undefined, { token });
      }
      const wide = await service.api.patch(path, { ext: { a: 'x'.repeat(490) } }, { token });
      expect([wide.status, wide.body['code']]).toEqual([422, 'token_too_large']);
      expect((await service.api.get(path, { token })).body['ext']).toBeNull();
    });

    it('takes nothing but what can be changed', async () => {
      const { id } = await newPerson(service.api);
      for (const change of [{ status: null }, { status: 'deleted' }, { status: 'invited' }, { email: 'a@b.test' }]) {
        const { status, body } = await service.api.patch(`/v1/users/${id}`, change, { token });
        expect([change, status, body['code']]).toEqual([change, 400, 'validation_failed']);
      }
    });

    it('makes nobody active who has yet to set a password', async () => {
      const invited = await invite(service.api, token);
      const path = `/v1/users/${invited.id}`;
      const refused = await service.api.patch(path, { status: 'active', ext: { a: 1 } }, { token });
      expect([refused.status, refused.body['code']]).toEqual([409, 'user_invited']);
      expect((await service.api.get(path, { token })).body).toMatchObject({ status: 'invited', ext: null, version: 1 });
      expect((await service.api.patch(path, { status: 'disabled' }, { token })).body['status']).toBe('disabled');
      expect((await service.api.patch(path, { status: 'active' }, { token })).body['status']).toBe('invited');
    });

    it('happens only to the version that was read', async () => {
      const { id } = await newPerson(service.api);
      const path = `/v1/users/${id}`;
      const etag = String((await service.api.get(path, { token })).headers.get('etag'));
      expect(etag).toBe('"1"');
      const headers = { 'if-match': etag };
      const changed = await service.api.patch(path, { ext: { a: 1 } }, { token, headers });
      expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"']);
      for (const attempt of [
        service.api.patch(path, { status: 'disabled' }, { token, headers }),
        service.api.delete(path, { token, headers }),
      ]) {
        const { status, body } = await attempt;
        expect([status, body['code']]).toEqual([412, 'precondition_failed']);
      }
      // What changes nothing is no new version, and leaves no trace.
      for (const nothing of [{}, { ext: { a: 1 } }, { ext: { a: 1 }, status: 'active' }]) {
        const same = await service.api.patch(path, nothing, { token });
        expect([same.status, same.headers.get('etag')]).toEqual([200, '"2"']);
      }
      const events = await database.query(`SELECT 1 FROM audit_events WHERE target_id = $1 AND kind = 'user_updated'`, [
        id,
      ]);
      expect(events).toHaveLength(1);
      expect(await database.query('SELECT epoch FROM subjects WHERE id = $1', [id])).toEqual([{ epoch: 1 }]);
      expect((await service.api.delete(path, { token, headers: { 'if-match': '"2"' } })).status).toBe(204);
    });

    it('happens to no version that nobody can have read', async () => {
      const { id } = await newPerson(service.api);
      const path = `/v1/users/${id}`;
      const ask = async (tag: string): Promise<unknown> => {
        const answer = await service.api.patch(path, { ext: { a: 1 } }, { token, headers: { 'if-match': tag } });
        const [error] = (answer.body['errors'] ?? []) as { field: string; code: string }[];
        return [tag, answer.status, error && [error.field, error.code]];
      };
      for (const tag of ['1', '"1', 'abc', '"1" "2"', '"1", *', '', '"a b"', ',"1"']) {
        expect(await ask(tag)).toEqual([tag, 400, ['If-Match', 'malformed']]);
      }
      for (const tag of ['W/"1"', '"1", W/"1"']) expect(await ask(tag)).toEqual([tag, 400, ['If-Match', 'weak']]);
      for (const tag of ['"other"', '"", "2"', '"1,2"']) expect(await ask(tag)).toEqual([tag, 412, undefined]);
      expect((await service.api.get(path, { token })).body).toMatchObject({ ext: null, version: 1 });
      expect(await ask('"7" , "1"')).toEqual(['"7" , "1"', 200, undefined]);
      expect(await ask('*')).toEqual(['*', 200, undefined]);
    });

    it('of two who have read the same version, one is refused', async () => {
      const { id } = await newPerson(service.api);
      const headers = { 'if-match': '"1"' };
      const answers = await Promise.all(
        ['a', 'b'].map(plan => service.api.patch(`/v1/users/${id}`, { ext: { plan } }, { token, headers })),
      );
      expect(answers.map(answer => answer.status).sort()).toEqual([200, 412]);
    });
  });

  describe('deleting', () => {
    it('ends everything at once, keeps the audit trail, and frees the address', async () => {
      const { person, tokens } = await newLogin(service.api);
      const path = `/v1/users/${person.id}`;
      await database.query(`UPDATE subjects SET ext = '{"plan": "gold"}' WHERE id = $1`, [person.id]);
      expect((await service.api.delete(path, { token })).status).toBe(204);
      expect(await database.query('SELECT status, ext FROM subjects WHERE id = $1', [person.id])).toEqual([
        { status: 'deleted', ext: null },
      ]);
      expect((await service.api.me(tokens.access_token)).status).toBe(401);
      expect((await service.api.refresh(tokens.refresh_token)).status).toBe(400);
      expect((await service.api.login(person.email, PASSWORD)).status).toBe(401);
      for (const call of [
        service.api.get(path, { token }),
        service.api.delete(path, { token }),
        service.api.patch(path, { status: 'active' }, { token }),
        service.api.post(`${path}/password-token`, undefined, { token }),
        service.api.get(`${path}/sessions`, { token }),
      ]) {
        const { status, body } = await call;
        expect([status, body['code']]).toEqual([404, 'user_not_found']);
      }
      for (const table of ['users', 'sessions', 'user_roles', 'password_tokens']) {
        const column = table === 'users' ? 'id' : 'user_id';
        expect(await database.query(`SELECT 1 FROM ${table} WHERE ${column} = $1`, [person.id])).toEqual([]);
      }
      const events = await database.query(`SELECT kind FROM audit_events WHERE target_id = $1 ORDER BY id`, [
        person.id,
      ]);
      expect(events.map(event => event['kind'])).toEqual(['user_created', 'authz_role_granted', 'user_deleted']);
      const feed = await database.query(`SELECT status FROM revocations WHERE target = $1`, [person.id]);
      expect(feed).toEqual([{ status: 'deleted' }]);
      const again = await service.api.post('/v1/auth/register', { email: person.email, password: PASSWORD });
      expect(again.status).toBe(201);
      expect(again.body['id']).not.toBe(person.id);
    });

    it('spares the last administrator', async () => {
      const { status, body } = await service.api.delete(`/v1/users/${String(claimsOf(token)['sub'])}`, { token });
      expect([status, body['code']]).toEqual([409, 'last_administrator']);
      const second = await newPerson(service.api);
      await grant(service.api, token, second.id, 'admin');
      expect((await service.api.delete(`/v1/users/${second.id}`, { token })).status).toBe(204);
    });
  });

  it('an account is not made with a role that is not there, which is named', async () => {
    const email = `${randomUUID()}@example.test`;
    const role = await newRole(service.api, token, []);
    const refused = await service.api.post('/v1/users', { email, roles: [role, 'suport'] }, { token });
    expect([refused.status, refused.body['code'], refused.body['detail']]).toEqual([
      404,
      'role_not_found',
      'There is no role suport.',
    ]);
    expect(await list(`email_prefix=${email}`)).toEqual([]);
  });

  it('an account that holds more than the caller is not touched', async () => {
    const clerk = await newOfficer(service.api, token, ['users:read', 'users:write', 'users:delete']);
    const above = await newOfficer(service.api, token, ['orders:read']);
    const below = await newPerson(service.api);
    const admin = String(claimsOf(token)['sub']);
    for (const id of [above.person.id, admin]) {
      for (const call of [
        service.api.patch(`/v1/users/${id}`, { status: 'disabled' }, { token: clerk.token }),
        service.api.delete(`/v1/users/${id}`, { token: clerk.token }),
      ]) {
        const { status, body } = await call;
        expect([status, body['code']]).toEqual([403, 'permission_not_held']);
      }
    }
    const disabled = await service.api.patch(`/v1/users/${below.id}`, { status: 'disabled' }, { token: clerk.token });
    expect(disabled.status).toBe(200);
    expect((await service.api.delete(`/v1/users/${below.id}`, { token: clerk.token })).status).toBe(204);
  });

  it('each permission opens its own routes and no other', async () => {
    const { id } = await newPerson(service.api);
    const calls: [string, string, string, object?][] = [
      ['users:read', 'GET', '/v1/users'],
      ['users:read', 'GET', `/v1/users/${id}`],
      ['users:write', 'PATCH', `/v1/users/${id}`, { status: 'active' }],
      ['users:write', 'POST', `/v1/users/${id}/password-token`],
      ['users:delete', 'DELETE', `/v1/users/${id}`],
    ];
    for (const permission of ['users:read', 'users:write', 'users:delete']) {
      const { token: own } = await newOfficer(service.api, token, [permission]);
      for (const [needed, method, path, body] of calls) {
        const { status } = await service.api.call(method, path, body, { token: own });
        expect([permission, method, path, status === 403]).toEqual([permission, method, path, permission !== needed]);
      }
    }
  });

  it('a permission that was taken away is gone for a token that is out there', async () => {
    const clerk = await newOfficer(service.api, token, ['users:write']);
    const { id } = await newPerson(service.api);
    await service.api.patch(`/v1/roles/${clerk.role}`, { permissions: ['users:read'] }, { token });
    const { status } = await service.api.patch(`/v1/users/${id}`, { status: 'disabled' }, { token: clerk.token });
    expect(status).toBe(403);
  });
});
