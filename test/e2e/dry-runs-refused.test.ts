/** What is refused when it is made is refused in the same way when it is tried. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Change, DryRuns } from '../support/dry-runs.js';
import { adminToken, claimsOf } from '../support/people.js';
import { inHours, RoleCalls } from '../support/roles.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const NOBODY = '01999999-0000-7000-8000-000000000000';

describe('a dry run of what would be refused', () => {
  const { database, service } = useGatehouse({ GATEHOUSE_CLEANUP_INTERVAL: '1d' });
  let dryRuns: DryRuns;
  let roles: RoleCalls;
  let admin: string;
  let manager: string;
  let someone: string;

  beforeAll(async () => {
    admin = await adminToken(service.api);
    dryRuns = new DryRuns(service.api, database, admin);
    roles = new RoleCalls(service.api, admin);
    await roles.make('base', { permissions: ['x:read'] });
    await roles.make('above', { includes: ['base'] });
    await roles.make('manager', { permissions: ['roles:write', 'roles:assign', 'roles:read'] });
    manager = (await roles.member('manager')).token;
    someone = (await roles.member('base')).person.id;
  });

  const role = (method: Change['method'], name: string, body?: object, headers?: Record<string, string>): Change => ({
    method,
    path: name === '' ? '/v1/roles' : `/v1/roles/${name}`,
    ...(body && { body }),
    ...(headers && { headers }),
  });
  const grant = (method: 'PUT' | 'DELETE', id: string, name: string, body?: object): Change => ({
    method,
    path: `/v1/users/${id}/roles/${name}`,
    ...(body && { body }),
  });
  const self = (): string => String(claimsOf(admin)['sub']);

  it('for what it is', async () => {
    const cases: [change: Change, code: string][] = [
      [role('POST', '', { name: 'base' }), 'role_exists'],
      [role('POST', '', { name: 'new', includes: ['nowhere'] }), 'role_not_found'],
      [role('POST', '', { name: 'new', includes: ['admin'] }), 'built_in_role'],
      [role('POST', '', { name: 'NEW' }), 'validation_failed'],
      [role('PATCH', 'base', { includes: ['above'] }), 'role_cycle'],
      [role('PATCH', 'nowhere', { permissions: [] }), 'role_not_found'],
      [role('PATCH', 'user', { permissions: [] }), 'built_in_role'],
      [role('PATCH', 'base', { permissions: [] }, { 'if-match': '"77"' }), 'precondition_failed'],
      [role('DELETE', 'base', undefined, { 'if-match': '"77"' }), 'precondition_failed'],
      [role('DELETE', 'admin'), 'built_in_role'],
      [role('DELETE', 'nowhere'), 'role_not_found'],
      [grant('PUT', NOBODY, 'base', {}), 'user_not_found'],
      [grant('PUT', someone, 'nowhere', {}), 'role_not_found'],
      [grant('PUT', someone, 'base', { expires_at: inHours(-1) }), 'validation_failed'],
      [grant('PUT', self(), 'admin', { expires_at: inHours(1) }), 'last_administrator'],
      [grant('DELETE', self(), 'admin'), 'last_administrator'],
      [grant('DELETE', NOBODY, 'base'), 'user_not_found'],
      [role('POST', 'base/members', { user_ids: [someone, NOBODY] }), 'members_refused'],
      [role('POST', 'base/members/remove', { user_ids: [NOBODY] }), 'members_refused'],
      [role('POST', 'admin/members/remove', { user_ids: [self()] }), 'members_refused'],
      [role('POST', 'base/members', { user_ids: [] }), 'validation_failed'],
    ];
    for (const [change, code] of cases) expect([change, await dryRuns.refusalOf(change)]).toEqual([change, code]);
  });

  it('for who would make it', async () => {
    const changes = [
      role('POST', '', { name: 'new', permissions: ['x:read'] }),
      role('PATCH', 'base', { permissions: [] }),
      role('DELETE', 'base'),
      grant('PUT', someone, 'above', {}),
      grant('DELETE', someone, 'base'),
    ];
    for (const change of changes) expect(await dryRuns.refusalOf(change, manager)).toBe('permission_not_held');
    const { token } = await roles.member();
    for (const change of changes) expect(await dryRuns.refusalOf(change, token)).toBe('insufficient_scope');
  });

  it('where `dry_run` is no flag, and is made where it is false', async () => {
    const answer = await service.api.patch('/v1/roles/base?dry_run=1', { description: 'x' }, { token: admin });
    expect([answer.status, answer.body['code']]).toEqual([400, 'validation_failed']);
    const made = await service.api.patch('/v1/roles/base?dry_run=false', { description: 'x' }, { token: admin });
    expect(made.body).toMatchObject({ description: 'x', version: 2 });
    expect(made.body).not.toHaveProperty('effects');
  });
});

describe('a dry run of what concerns many', () => {
  const { database, service } = useGatehouse({ GATEHOUSE_CLEANUP_INTERVAL: '1d' });

  it('counts as far as 10,000, and then takes what anybody might lose for lost', async () => {
    const admin = await adminToken(service.api);
    const dryRuns = new DryRuns(service.api, database, admin);
    const roles = new RoleCalls(service.api, admin);
    await roles.make('crowd', { permissions: ['x:read', 'x:write'] });
    await roles.make('both', { permissions: ['x:read'] });
    await database.query(
      `WITH s AS (INSERT INTO subjects (id, kind, status)
         SELECT gen_random_uuid(), 'user', 'active' FROM generate_series(1, 10000) RETURNING id),
       u AS (INSERT INTO users (id, email, password_hash) SELECT id, id || '@example.test', 'x' FROM s RETURNING id)
       SELECT count(*) FROM u`,
    );
    await database.query(
      `INSERT INTO user_roles (user_id, role)
       SELECT id, role FROM users, unnest('{crowd,both}'::text[]) AS role WHERE password_hash = 'x'`,
    );
    const edit = role('crowd');
    const effects = { changes: true, roles: ['crowd'], gained: [], users: 10_000, outdated: 0 };
    expect(await dryRuns.effectsOf(edit)).toEqual({ ...effects, lost: ['x:write'] });
    const deletion: Change = { method: 'DELETE', path: '/v1/roles/crowd' };
    expect(await dryRuns.effectsOf(deletion)).toEqual({ ...effects, lost: ['x:write'], outdated: 10_000 });
    await roles.member('crowd');
    expect(await dryRuns.effectsOf(edit)).toEqual({ ...effects, lost: ['x:read', 'x:write'] });
    expect(await dryRuns.refusalOf(deletion)).toBe('too_many_members');
  });

  const role = (name: string): Change => ({
    method: 'PATCH',
    path: `/v1/roles/${name}`,
    body: { permissions: [] },
  });
});
