import { beforeAll, describe, expect, it } from '@jest/globals';
import { adminToken, claimsOf } from '../support/people.js';
import { inHours, outcome, RoleCalls } from '../support/roles.js';
import { useGatehouse } from '../support/use-gatehouse.js';

interface Way {
  readonly role: string;
  readonly path: readonly string[];
  readonly expires_at: string | null;
  readonly requires_mfa: boolean;
}

interface Held {
  readonly permission: string;
  readonly through: readonly Way[];
}

describe('what a user may do', () => {
  const { database, service } = useGatehouse();
  let token: string;
  let roles: RoleCalls;

  beforeAll(async () => {
    token = await adminToken(service.api);
    roles = new RoleCalls(service.api, token);
    await roles.make('support', { permissions: ['tickets:close', 'tickets:read'] });
    await roles.make('lead', { includes: ['support'], permissions: ['tickets:assign'] });
    await roles.make('head', { includes: ['lead', 'support'] });
  });

  async function heldBy(id: string, limit = 50, by = token): Promise<Held[]> {
    const items: Held[] = [];
    let cursor = '';
    do {
      const path = `/v1/users/${id}/permissions?limit=${limit}${cursor}`;
      const { status, body } = await service.api.get<{ items: Held[]; next_cursor: string | null }>(path, {
        token: by,
      });
      expect([status, body.items.length <= limit]).toEqual([200, true]);
      items.push(...body.items);
      cursor = body.next_cursor === null ? '' : `&cursor=${body.next_cursor}`;
    } while (cursor !== '');
    return items;
  }

  const through = (...path: [string, ...string[]]): Way => ({
    role: path[0],
    path,
    expires_at: null,
    requires_mfa: false,
  });

  it('is told in order, with the shortest way to it from each role that was granted', async () => {
    const { person } = await roles.member('head', 'support');
    const both = [through('head', 'support'), through('support')];
    const wanted = [
      { permission: 'tickets:assign', through: [through('head', 'lead')] },
      { permission: 'tickets:close', through: both },
      { permission: 'tickets:read', through: both },
    ];
    expect(await heldBy(person.id)).toEqual(wanted);
    for (const limit of [1, 2]) expect(await heldBy(person.id, limit)).toEqual(wanted);
  });

  it('is what the lists of holders say as well', async () => {
    const { person } = await roles.member('lead', 'head');
    for (const { permission, through: ways } of await heldBy(person.id)) {
      const path = `/v1/permissions/${permission}/holders`;
      const { body } = await service.api.get<{ items: { user_id: string; through: Way[] }[] }>(path, { token });
      expect(body.items.find(({ user_id }) => user_id === person.id)?.through).toEqual(ways);
    }
  });

  it('counts until when a role was granted', async () => {
    const { person } = await roles.member();
    const until = inHours(1);
    await roles.grant(person.id, 'support', token, until);
    await roles.grant(person.id, 'lead');
    await database.query(`UPDATE user_roles SET expires_at = now() - interval '1 s' WHERE user_id = $1 AND role = $2`, [
      person.id,
      'lead',
    ]);
    const way = { ...through('support'), expires_at: until };
    expect(await heldBy(person.id)).toEqual([
      { permission: 'tickets:close', through: [way] },
      { permission: 'tickets:read', through: [way] },
    ]);
  });

  it('says by which roles it takes a second factor, those that include one that demands it among them', async () => {
    await roles.make('guarded', { permissions: ['vault:open'], requires_mfa: true });
    await roles.make('keeper', { includes: ['guarded'], permissions: ['vault:see'] });
    await roles.make('porter', { permissions: ['vault:open'] });
    const { person } = await roles.member('keeper', 'porter');
    const keeping = (...path: [string, ...string[]]): Way => ({ ...through(...path), requires_mfa: true });
    expect(await heldBy(person.id)).toEqual([
      { permission: 'vault:open', through: [keeping('keeper', 'guarded'), through('porter')] },
      { permission: 'vault:see', through: [keeping('keeper')] },
    ]);
    const holders = await service.api.get<{ items: object[] }>('/v1/permissions/vault:open/holders', { token });
    expect(holders.body.items).toContainEqual({
      user_id: person.id,
      email: person.email,
      status: 'active',
      through: [keeping('keeper', 'guarded'), through('porter')],
    });
  });

  it('has what comes with a role that assigns others', async () => {
    await roles.make('assigner', { assigns: ['support'] });
    await roles.make('assigner-in-chief', { includes: ['assigner'] });
    const { person } = await roles.member('assigner-in-chief');
    expect(await heldBy(person.id)).toEqual([
      { permission: 'roles:delegate', through: [through('assigner-in-chief', 'assigner')] },
    ]);
  });

  it('is everything for administrators, and nothing for who has no role that permits anything', async () => {
    expect(await heldBy(String(claimsOf(token)['sub']))).toEqual([{ permission: '*', through: [through('admin')] }]);
    expect(await heldBy((await roles.member()).person.id)).toEqual([]);
  });

  it('is shown to who may read roles, of somebody who is there', async () => {
    await roles.make('reader', { permissions: ['roles:read'] });
    const reader = await roles.member('reader');
    const ask = async (path: string, by: string): Promise<unknown> =>
      outcome(await service.api.get(path, { token: by }));
    const path = `/v1/users/${reader.person.id}/permissions`;
    expect(await ask(path, reader.token)).toBe(200);
    expect(await ask(path, (await roles.member('support')).token)).toEqual([403, 'insufficient_scope']);
    const nobody = '/v1/users/01999999-0000-7000-8000-000000000000/permissions';
    expect(await ask(nobody, token)).toEqual([404, 'user_not_found']);
    expect(await ask('/v1/users/nobody/permissions', token)).toEqual([400, 'validation_failed']);
    const other = await service.api.get(`${path}?limit=1`, { token });
    expect(other.body['next_cursor']).toBeNull();
    const { body } = await service.api.get('/v1/permissions?limit=1', { token });
    expect(await ask(`${path}?cursor=${String(body['next_cursor'])}`, token)).toEqual([400, 'invalid_cursor']);
  });
});

describe('addresses in lists of members and holders', () => {
  const { service } = useGatehouse();

  it('are for who may read users', async () => {
    const token = await adminToken(service.api);
    const roles = new RoleCalls(service.api, token);
    await roles.make('support', { permissions: ['tickets:close'] });
    await roles.make('reader', { permissions: ['roles:read'] });
    await roles.make('librarian', { permissions: ['roles:read', 'users:read'] });
    const { person } = await roles.member('support');
    const readers = { reader: null, librarian: person.email };
    for (const [role, email] of Object.entries(readers)) {
      const { token: theirs } = await roles.member(role);
      for (const path of ['/v1/roles/support/members', '/v1/permissions/tickets:close/holders?limit=100']) {
        const { body } = await service.api.get<{ items: { user_id: string }[] }>(path, { token: theirs });
        expect(body.items.find(({ user_id }) => user_id === person.id)).toMatchObject({ email });
      }
    }
  });
});
