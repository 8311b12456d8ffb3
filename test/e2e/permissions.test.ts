import { beforeAll, describe, expect, it } from '@jest/globals';
import { PERMISSIONS } from '../../libs/contracts/src/index.js';
import type { Answer } from '../support/api.js';
import { ADMIN } from '../support/gatehouse.js';
import { adminToken, claimsOf } from '../support/people.js';
import { inHours, outcome, RoleCalls } from '../support/roles.js';
import { useGatehouse } from '../support/use-gatehouse.js';

interface Listed<Item> {
  items: Item[];
  next_cursor: string | null;
}

describe('the catalogue of permissions', () => {
  const { database, service } = useGatehouse();
  let token: string;
  let roles: RoleCalls;

  beforeAll(async () => {
    token = await adminToken(service.api);
    roles = new RoleCalls(service.api, token);
    await roles.make('declarer', { permissions: ['permissions:declare'] });
  });

  const declare = (name: string, description: string, by = token): Promise<Answer> =>
    service.api.put(`/v1/permissions/${name}`, { description }, { token: by });

  const withdraw = (name: string, by = token): Promise<Answer> =>
    service.api.delete(`/v1/permissions/${name}`, { token: by });

  async function all<Item>(path: string): Promise<Item[]> {
    const items: Item[] = [];
    let cursor = '';
    do {
      const { body } = await service.api.get<Listed<Item>>(`${path}?limit=3${cursor}`, { token });
      items.push(...body.items);
      cursor = body.next_cursor === null ? '' : `&cursor=${body.next_cursor}`;
    } while (cursor !== '');
    return items;
  }

  it('has what is built in and what was declared, in order of name', async () => {
    await declare('orders:refund', 'Give the money back.');
    await declare('aaa-first:see', 'See.');
    const listed = await all<{ name: string; built_in: boolean; description: string; declared_by: unknown }>(
      '/v1/permissions',
    );
    const names = listed.map(permission => permission.name);
    expect(names).toEqual([...Object.keys(PERMISSIONS), 'orders:refund', 'aaa-first:see'].sort());
    expect(listed[0]).toEqual({
      name: 'aaa-first:see',
      description: 'See.',
      built_in: false,
      declared_by: claimsOf(token)['sub'],
    });
    expect(listed.find(({ name }) => name === 'users:read')).toEqual({
      name: 'users:read',
      description: PERMISSIONS['users:read'],
      built_in: true,
      declared_by: null,
    });
  });

  it('is added to by whoever may declare, who may say it anew', async () => {
    const { person, token: theirs } = await roles.member('declarer');
    const first = await declare('stock:count', 'Count.', theirs);
    expect([first.status, first.body]).toEqual([
      201,
      { name: 'stock:count', description: 'Count.', built_in: false, declared_by: person.id },
    ]);
    expect((await declare('stock:count', 'Count.', theirs)).status).toBe(200);
    expect((await declare('stock:count', 'Count what is there.', theirs)).status).toBe(200);
    const events = await database.query(
      `SELECT kind, details FROM audit_events WHERE target_id = 'stock:count' ORDER BY id`,
    );
    expect(events).toEqual([
      { kind: 'permission_declared', details: { after: { description: 'Count.' } } },
      {
        kind: 'permission_declared',
        details: { before: { description: 'Count.' }, after: { description: 'Count what is there.' } },
      },
    ]);
    expect(outcome(await declare('stock:count', 'Mine.'))).toEqual([409, 'permission_exists']);
    expect((await withdraw('stock:count', theirs)).status).toBe(204);
    expect(outcome(await withdraw('stock:count', theirs))).toEqual([404, 'permission_not_found']);
  });

  it('is closed for what this service is about, and for who may not declare', async () => {
    for (const name of ['users:read', 'users:promote', 'metrics:write']) {
      expect(outcome(await declare(name, 'Mine.'))).toEqual([409, 'permission_exists']);
    }
    const { token: nobody } = await roles.member();
    expect(outcome(await declare('x:y', 'Mine.', nobody))).toEqual([403, 'insufficient_scope']);
    expect((await service.api.get('/v1/permissions', { token: nobody })).status).toBe(403);
    for (const description of ['', 'x'.repeat(257)]) expect((await declare('x:y', description)).status).toBe(400);
    expect((await declare('NO', 'x')).status).toBe(400);
    expect((await service.api.put('/v1/permissions/x:y', {}, { token })).status).toBe(400);
  });

  it('loses a declaration only by who made it, or who may change roles', async () => {
    const one = await roles.member('declarer');
    const two = await roles.member('declarer');
    await declare('shared:a', 'A.', one.token);
    await declare('shared:b', 'B.', one.token);
    expect(outcome(await withdraw('shared:a', two.token))).toEqual([403, 'insufficient_scope']);
    expect((await withdraw('shared:a', one.token)).status).toBe(204);
    expect((await withdraw('shared:b')).status).toBe(204);
  });

  it('tells who holds a permission and through which roles, the shortest way', async () => {
    await roles.make('support', { permissions: ['tickets:close'] });
    await roles.make('lead', { includes: ['support'] });
    await roles.make('head', { includes: ['lead', 'support'] });
    await roles.make('deputy', { includes: ['lead'] });
    const head = await roles.member('head', 'support');
    const deputy = await roles.member('deputy');
    const passing = await roles.member();
    const until = inHours(1);
    await roles.grant(passing.person.id, 'support', token, until);
    const over = await roles.member('support');
    await database.query(`UPDATE user_roles SET expires_at = now() - interval '1 s' WHERE user_id = $1 AND role = $2`, [
      over.person.id,
      'support',
    ]);
    await service.api.patch(`/v1/users/${deputy.person.id}`, { status: 'disabled' }, { token });
    const holders = await all<{ user_id: string; status: string; through: object[] }>(
      '/v1/permissions/tickets:close/holders',
    );
    const through = (role: string, path: string[], expires_at: string | null = null): object => ({
      role,
      path,
      expires_at,
      requires_mfa: false,
    });
    const wanted = [
      {
        user_id: claimsOf(token)['sub'],
        email: ADMIN.email,
        status: 'active',
        through: [through('admin', ['admin'])],
      },
      {
        user_id: head.person.id,
        email: head.person.email,
        status: 'active',
        through: [through('head', ['head', 'support']), through('support', ['support'])],
      },
      {
        user_id: deputy.person.id,
        email: deputy.person.email,
        status: 'disabled',
        through: [through('deputy', ['deputy', 'lead', 'support'])],
      },
      {
        user_id: passing.person.id,
        email: passing.person.email,
        status: 'active',
        through: [through('support', ['support'], until)],
      },
    ];
    const inOrder = wanted.sort((one, other) => (String(one.user_id) < String(other.user_id) ? -1 : 1));
    expect(holders).toEqual(inOrder);
  });

  it('knows that who may assign a role may delegate', async () => {
    await roles.make('assigner', { assigns: ['support'] });
    const { person } = await roles.member('assigner');
    const holders = await all<{ user_id: string }>('/v1/permissions/roles:delegate/holders');
    expect(holders.map(({ user_id }) => user_id)).toContain(person.id);
    const others = await all<{ user_id: string }>('/v1/permissions/roles:assign/holders');
    expect(others.map(({ user_id }) => user_id)).toEqual([claimsOf(token)['sub']]);
  });
});
