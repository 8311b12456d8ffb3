import { beforeAll, describe, expect, it } from '@jest/globals';
import { adminToken, claimsOf } from '../support/people.js';
import { announcedVersions, outcome, RoleCalls } from '../support/roles.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('roles that include others', () => {
  const { database, service } = useGatehouse();
  let token: string;
  let roles: RoleCalls;

  beforeAll(async () => {
    token = await adminToken(service.api);
    roles = new RoleCalls(service.api, token);
  });

  it('permit all that those permit, directly and through others', async () => {
    await roles.make('c1', { permissions: ['orders:read'] });
    await roles.make('c2', { permissions: ['orders:write'], includes: ['c1'] });
    const made = await roles.make('c3', { permissions: ['orders:drop'], includes: ['c2'], assigns: ['c1'] });
    expect(made.body).toMatchObject({
      permissions: ['orders:drop'],
      includes: ['c2'],
      assigns: ['c1'],
      effective_permissions: ['orders:drop', 'orders:read', 'orders:write', 'roles:delegate'],
      version: 1,
    });
    const entry = await database.query(`SELECT definition FROM revocations WHERE kind = 'role' AND target = 'c3'`);
    expect(entry).toEqual([
      {
        definition: {
          version: 1,
          includes: ['c1', 'c2'],
          permissions: ['orders:drop', 'orders:read', 'orders:write', 'roles:delegate'],
        },
      },
    ]);
    const { token: theirs } = await roles.member('c3');
    expect(claimsOf(theirs)['roles']).toEqual(['c3', 'user']);
    const me = await service.api.me(theirs);
    expect(me.body['permissions']).toEqual(['orders:drop', 'orders:read', 'orders:write', 'roles:delegate']);
  });

  it('name what is not there, and neither the administrators’ role nor themselves can be included', async () => {
    const unknown = await roles.make('x1', { includes: ['user', 'nothing'], assigns: [] });
    expect(unknown.body).toMatchObject({ code: 'role_not_found', errors: [{ field: 'includes[1]' }] });
    const unassignable = await roles.make('x1', { assigns: ['nothing'] });
    expect(unassignable.body).toMatchObject({ code: 'role_not_found', errors: [{ field: 'assigns[0]' }] });
    expect(outcome(await roles.make('x1', { includes: ['admin'] }))).toEqual([403, 'built_in_role']);
    expect((await roles.make('x1', { includes: ['x1'] })).body).toMatchObject({
      code: 'role_cycle',
      errors: [{ field: 'includes', code: 'cycle', message: 'x1 → x1' }],
    });
    expect(outcome(await roles.show('x1'))).toEqual([404, 'role_not_found']);
  });

  it('never go round in a circle', async () => {
    await roles.make('r1');
    await roles.make('r2', { includes: ['r1'] });
    await roles.make('r3', { includes: ['r2'] });
    const refused = await roles.edit('r1', { includes: ['r3'] });
    expect([refused.status, refused.body]).toEqual([
      422,
      expect.objectContaining({
        code: 'role_cycle',
        errors: [{ field: 'includes', code: 'cycle', message: 'r1 → r3 → r2 → r1' }],
        detail: expect.stringContaining('r1 → r3 → r2 → r1') as unknown,
      }),
    ]);
    const both = await Promise.all([roles.edit('r2', { includes: ['r3'] }), roles.edit('r3', { includes: ['r2'] })]);
    expect(both.map(answer => answer.status).sort()).toEqual([200, 422]);
  });

  it('of two who close a circle from both sides, one is refused', async () => {
    await roles.make('left');
    await roles.make('right');
    const answers = await Promise.all([
      roles.edit('left', { includes: ['right'] }),
      roles.edit('right', { includes: ['left'] }),
    ]);
    expect(answers.map(answer => answer.status).sort()).toEqual([200, 422]);
  });

  it('are announced anew with what they include, once each, and nobody else is', async () => {
    await roles.make('base', { permissions: ['a:b'] });
    await roles.make('middle', { includes: ['base'] });
    await roles.make('top', { includes: ['middle'], permissions: ['a:c'] });
    await roles.make('aside', { permissions: ['a:b'] });
    const { token: theirs } = await roles.member('top');
    const epochs = await database.query('SELECT id, epoch FROM subjects ORDER BY id');
    const before = await announcedVersions(database);
    expect((await roles.edit('base', { permissions: ['a:b', 'a:d'] })).status).toBe(200);
    const after = await announcedVersions(database);
    expect(differences(before, after)).toEqual({ base: 1, middle: 1, top: 1 });
    // What the top had already by itself changes nothing of it.
    await roles.edit('base', { permissions: ['a:b', 'a:c', 'a:d'] });
    expect(differences(after, await announcedVersions(database))).toEqual({ base: 1, middle: 1 });
    expect(await database.query('SELECT id, epoch FROM subjects ORDER BY id')).toEqual(epochs);
    expect((await service.api.me(theirs)).body['permissions']).toEqual(['a:b', 'a:c', 'a:d']);
  });

  it('of a role that nothing includes, an edit writes one row of the feed whatever the number of members', async () => {
    await roles.make('alone', { permissions: ['a:b'] });
    await database.query(
      `WITH s AS (INSERT INTO subjects (id, kind, status)
         SELECT gen_random_uuid(), 'user', 'active' FROM generate_series(1, 500) RETURNING id),
       u AS (INSERT INTO users (id, email, password_hash) SELECT id, id || '@example.test', 'x' FROM s RETURNING id)
       SELECT count(*) FROM u`,
    );
    await database.query(
      `INSERT INTO user_roles (user_id, role) SELECT id, 'alone' FROM users WHERE password_hash = 'x'`,
    );
    const count = async (): Promise<unknown> => database.query(`SELECT max(transaction_id) AS newest FROM revocations`);
    const [newest] = (await count()) as { newest: string }[];
    await roles.edit('alone', { permissions: ['a:e'] });
    const rows = await database.query(`SELECT kind, target FROM revocations WHERE transaction_id > $1`, [
      newest?.newest,
    ]);
    expect(rows).toEqual([{ kind: 'role', target: 'alone' }]);
  });

  it('lose a role that is deleted, and so do those who may assign it', async () => {
    await roles.make('gone', { permissions: ['g:a'] });
    await roles.make('holder', { includes: ['gone'], permissions: ['h:a'] });
    await roles.make('giver', { assigns: ['gone'] });
    await roles.make('above', { includes: ['giver'] });
    const direct = await roles.member('gone');
    const indirect = await roles.member('holder');
    const before = await announcedVersions(database);
    expect((await roles.drop('gone')).status).toBe(204);
    expect(differences(before, await announcedVersions(database))).toEqual({ gone: 1, holder: 1, giver: 1, above: 1 });
    expect((await roles.show('holder')).body).toMatchObject({ includes: [], effective_permissions: ['h:a'] });
    expect((await roles.show('above')).body).toMatchObject({ effective_permissions: [] });
    expect((await service.api.me(direct.token)).status).toBe(401);
    expect((await service.api.me(indirect.token)).body['permissions']).toEqual(['h:a']);
    expect((await roles.make('gone')).body['version']).toBe(3);
  });

  it('include at most a hundred others, however that comes about', async () => {
    const names = Array.from({ length: 101 }, (_, index) => `link-${index}`);
    for (const [index, name] of names.entries()) {
      await roles.make(name, { includes: index === 0 ? [] : [names[index - 1] ?? ''] });
    }
    const over = await roles.make('link-over', { includes: ['link-100'] });
    expect([over.status, over.body['code']]).toEqual([422, 'role_too_large']);
    const below = await roles.edit('link-0', { includes: ['user'] });
    expect([below.status, below.body['code']]).toEqual([422, 'role_too_large']);
  });

  it('are changed only as they were seen, where that is asked', async () => {
    const made = await roles.make('versioned');
    expect(made.headers.get('etag')).toBe('"1"');
    let edits = 0;
    const edit = (tag: string): ReturnType<RoleCalls['edit']> =>
      roles.edit('versioned', { permissions: [`v:a${edits++}`] }, token, { 'if-match': tag });
    const first = await edit('"1"');
    expect([first.status, first.headers.get('etag')]).toEqual([200, '"2"']);
    expect(outcome(await edit('"1"'))).toEqual([412, 'precondition_failed']);
    expect(outcome(await edit('W/"2"'))).toEqual([400, 'validation_failed']);
    expect(outcome(await roles.drop('versioned', token, { 'if-match': '"1"' }))).toEqual([412, 'precondition_failed']);
    const answers = await Promise.all([edit('"2"'), edit('"2"'), edit('"2"')]);
    expect(answers.map(answer => answer.status).sort()).toEqual([200, 412, 412]);
    expect((await roles.show('versioned')).headers.get('etag')).toBe('"3"');
    expect((await roles.drop('versioned', token, { 'if-match': '"3"' })).status).toBe(204);
  });

  it('limits are kept', async () => {
    const many = Array.from({ length: 21 }, () => 'c1');
    expect((await roles.make('y', { includes: many })).status).toBe(400);
    expect((await roles.make('y', { assigns: Array.from({ length: 101 }, () => 'c1') })).status).toBe(400);
    expect((await roles.make('y', { includes: ['NO'] })).status).toBe(400);
    for (const change of [{ includes: null }, { assigns: null }]) {
      expect((await roles.edit('c1', change as object)).status).toBe(400);
    }
  });
});

/** By how many versions each role was announced further. */
function differences(before: Record<string, number>, after: Record<string, number>): Record<string, number> {
  const moved = Object.keys(after).filter(name => after[name] !== before[name]);
  return Object.fromEntries(moved.map(name => [name, (after[name] ?? 0) - (before[name] ?? 0)]));
}
