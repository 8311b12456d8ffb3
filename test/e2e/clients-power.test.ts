import { beforeAll, describe, expect, it } from '@jest/globals';
import { newOfficer, type Officer } from '../support/accounts.js';
import { adminToken } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const NOT_HELD = [403, 'permission_not_held'];

describe('service clients in the hands of who may not do everything', () => {
  const { service } = useGatehouse();
  let admin: string;
  let keeper: Officer;

  beforeAll(async () => {
    admin = await adminToken(service.api);
    keeper = await newOfficer(service.api, admin, ['clients:read', 'clients:write', 'orders:read']);
  });

  let count = 0;
  const make = async (token: string, scopes: string[]): Promise<{ outcome: [number, unknown]; id: string }> => {
    const { status, body } = await service.api.post('/v1/clients', { name: `c${++count}`, scopes }, { token });
    return { outcome: [status, body['code']], id: String(body['client_id']) };
  };

  const call = async (method: string, path: string, body?: object): Promise<[number, unknown]> => {
    const answer = await service.api.call(method, path, body, { token: keeper.token });
    return [answer.status, answer.body['code']];
  };

  it('get no scope that their maker does not hold', async () => {
    expect((await make(keeper.token, ['orders:read', 'introspect'])).outcome).toEqual([201, undefined]);
    for (const scope of ['orders:refund', 'revocations:read', 'roles:assign', 'users:write']) {
      const { outcome } = await make(keeper.token, ['orders:read', scope]);
      expect([scope, outcome]).toEqual([scope, NOT_HELD]);
    }
    expect((await make(admin, ['users:write', 'roles:assign'])).outcome).toEqual([201, undefined]);
  });

  it('are not widened, and not touched where they may do more: neither changed, given a secret, nor deleted', async () => {
    const own = await make(keeper.token, ['orders:read']);
    const above = await make(admin, ['orders:read', 'orders:refund']);
    const path = (id: string): string => `/v1/clients/${id}`;
    expect(await call('PATCH', path(own.id), { scopes: ['orders:read', 'orders:refund'] })).toEqual(NOT_HELD);
    expect(await call('PATCH', path(own.id), { scopes: ['introspect'] })).toEqual([200, undefined]);
    for (const [method, suffix, body] of [
      ['PATCH', '', { name: 'taken over' }],
      ['PATCH', '', { scopes: ['orders:read'] }],
      ['PATCH', '', { status: 'disabled' }],
      ['POST', '/secrets', {}],
      ['DELETE', '', undefined],
    ] as const) {
      expect([method, suffix, await call(method, path(above.id) + suffix, body)]).toEqual([method, suffix, NOT_HELD]);
    }
    const { body } = await service.api.get<{ items: { id: string }[] }>(`${path(above.id)}/secrets`, { token: admin });
    const secret = `${path(above.id)}/secrets/${String(body.items[0]?.id)}`;
    expect(await call('DELETE', secret)).toEqual(NOT_HELD);
    expect(body.items).toHaveLength(1);
    expect(await call('POST', `${path(own.id)}/secrets`, {})).toEqual([201, undefined]);
    expect(await call('DELETE', path(own.id))).toEqual([204, undefined]);
    expect(await call('DELETE', path(own.id))).toEqual([404, 'client_not_found']);
  });

  it('are seen by the permission to see them, and changed by the permission to change them', async () => {
    const { id } = await make(admin, []);
    const reader = await newOfficer(service.api, admin, ['clients:read']);
    const writer = await newOfficer(service.api, admin, ['clients:write']);
    for (const [method, path, body, needed] of [
      ['GET', '/v1/clients', undefined, 'read'],
      ['GET', `/v1/clients/${id}`, undefined, 'read'],
      ['GET', `/v1/clients/${id}/secrets`, undefined, 'read'],
      ['PATCH', `/v1/clients/${id}`, { name: 'renamed' }, 'write'],
      ['POST', `/v1/clients/${id}/secrets`, {}, 'write'],
      ['DELETE', `/v1/clients/${id}`, undefined, 'write'],
    ] as const) {
      const refused = needed === 'read' ? writer : reader;
      const taken = needed === 'read' ? reader : writer;
      expect((await service.api.call(method, path, body, { token: refused.token })).status).toBe(403);
      expect((await service.api.call(method, path, body, { token: taken.token })).status).toBeLessThan(300);
    }
  });

  it('are found by scope, with cursors of their own', async () => {
    const ids = [];
    for (const _ of [1, 2, 3]) ids.push((await make(admin, ['wanted:here'])).id);
    const first = await service.api.get<{ items: { client_id: string }[]; next_cursor: string }>(
      '/v1/clients?scope=wanted:here&limit=2',
      { token: admin },
    );
    expect(first.body.items.map(client => client.client_id)).toEqual([ids[2], ids[1]]);
    const cursor = `cursor=${first.body.next_cursor}`;
    const second = await service.api.get<{ items: { client_id: string }[] }>(
      `/v1/clients?scope=wanted:here&${cursor}`,
      { token: admin },
    );
    expect(second.body.items.map(client => client.client_id)).toEqual([ids[0]]);
    expect((await service.api.get(`/v1/clients?${cursor}`, { token: admin })).body['code']).toBe('invalid_cursor');
    expect((await service.api.get('/v1/clients?scope=x', { token: admin })).status).toBe(400);
  });
});
