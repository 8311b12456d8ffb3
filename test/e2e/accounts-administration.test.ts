import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { grant, invite, newOfficer, newRole } from '../support/accounts.js';
import { adminToken, claimsOf, newLogin, newPerson, PASSWORD } from '../support/people.js';
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
