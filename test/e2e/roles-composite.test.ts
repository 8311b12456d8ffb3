import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Gatehouse } from '../support/gatehouse.js';
import { adminToken, claimsOf, logIn, newLogin } from '../support/people.js';
import { announcedVersions, inHours, outcome, RoleCalls } from '../support/roles.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

describe('roles that include others', () => {
  const database = useDatabase();
  const [service, second] = useInstances(database, {}, {});
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

  it('a role taken is refused on the live token at the next request of each instance; the refresh has the rest', async () => {
    await roles.make('reader', { permissions: ['roles:read'] });
    await roles.make('chief', { includes: ['reader'] });
    const { person } = await newLogin(service.api);
    await roles.grant(person.id, 'chief');
    await roles.grant(person.id, 'c1');
    const tokens = await logIn(service.api, person);
    const ask = async (instance: Gatehouse, theirs: string): Promise<number> =>
      (await instance.api.get('/v1/roles?limit=1', { token: theirs })).status;
    for (const instance of [service, second]) expect(await ask(instance, tokens.access_token)).toBe(200);
    expect((await roles.revoke(person.id, 'chief')).status).toBe(204);
    expect(await ask(service, tokens.access_token)).toBe(401);
    await expectSoon(() => ask(second, tokens.access_token), 401);
    const { status, body } = await second.api.refresh(tokens.refresh_token);
    expect([status, claimsOf(body.access_token)['roles']]).toEqual([200, ['c1', 'user']]);
    for (const instance of [service, second]) expect(await ask(instance, body.access_token)).toBe(403);
  });

  it('a grant ends by itself, and sooner if it is shortened', async () => {
    await roles.make('passing', { permissions: ['p:a'] });
    const { person, token: theirs } = await roles.member();
    const beyond = ['9999-12-31T23:59:59-00:01', '+010000-01-01T00:00:00Z', '10000-01-01T00:00:00Z'];
    for (const past of ['2020-01-31T12:00:00Z', '2030-02-30T12:00:00Z', 'tomorrow', 7, ...beyond]) {
      const answer = await service.api.put(`/v1/users/${person.id}/roles/passing`, { expires_at: past }, { token });
      expect([answer.status, answer.body]).toEqual([
        400,
        expect.objectContaining({ errors: [expect.objectContaining({ field: 'expires_at' })] }),
      ]);
    }
    const tooSoon = (): string => new Date(Date.now() + 500).toISOString();
    for (const refused of [
      await roles.grant(person.id, 'passing', token, tooSoon()),
      await roles.add('passing', [person.id], token, { expires_at: tooSoon() }),
    ]) {
      const errors = [
        { field: 'expires_at', code: 'in_the_past', message: expect.stringContaining('a second') as unknown },
      ];
      expect([refused.status, refused.body['errors']]).toEqual([400, errors]);
    }
    const [late, soon] = [inHours(2), new Date(Date.now() + 2500).toISOString()];
    expect((await roles.grant(person.id, 'passing', token, late)).status).toBe(204);
    expect((await service.api.me(theirs)).body['permissions']).toEqual(['p:a']);
    const longer = (await logIn(service.api, person)).access_token;
    expect((await roles.grant(person.id, 'passing', token, soon)).status).toBe(204);
    expect((await service.api.me(longer)).status).toBe(401);
    const shorter = (await logIn(service.api, person)).access_token;
    expect((await service.api.me(shorter)).status).toBe(200);
    const listed = await service.api.get<{ items: unknown[] }>(`/v1/users/${person.id}/roles`, { token });
    expect(listed.body.items).toContainEqual(expect.objectContaining({ role: 'passing', expires_at: soon }));
    await new Promise(resolve => setTimeout(resolve, Date.parse(soon) - Date.now() + 50));
    const me = await service.api.me((await logIn(service.api, person)).access_token);
    expect(me.body).toMatchObject({ roles: ['user'], permissions: [] });
    const events = await database.query(
      `SELECT details FROM audit_events WHERE target_id = $1 AND details->>'role' = 'passing' ORDER BY id`,
      [person.id],
    );
    expect(events).toEqual([
      { details: { role: 'passing', expires_at: late } },
      { details: { role: 'passing', before: { expires_at: late }, after: { expires_at: soon } } },
    ]);
  });

  it('a grant that ends does not count for the last administrator', async () => {
    const sub = String(claimsOf(token)['sub']);
    expect(outcome(await roles.grant(sub, 'admin', token, inHours(1)))).toEqual([409, 'last_administrator']);
    const other = await roles.member();
    expect((await roles.grant(other.person.id, 'admin', token, inHours(1))).status).toBe(204);
    expect(outcome(await roles.revoke(sub, 'admin'))).toEqual([409, 'last_administrator']);
    expect((await roles.revoke(other.person.id, 'admin')).status).toBe(204);
  });

  it('names of roles and custom claims share the room that a token has', async () => {
    const { person } = await roles.member();
    await database.query(`UPDATE subjects SET ext = jsonb_build_object('x', repeat('y', 1490)) WHERE id = $1`, [
      person.id,
    ]);
    expect((await roles.grant(person.id, 'c1')).status).toBe(204);
    await roles.make(`n${'n'.repeat(40)}`);
    expect(outcome(await roles.grant(person.id, `n${'n'.repeat(40)}`))).toEqual([422, 'token_too_large']);
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

async function expectSoon(ask: () => Promise<number>, wanted: number): Promise<void> {
  const deadline = Date.now() + 1000;
  while ((await ask()) !== wanted && Date.now() < deadline) await new Promise(resolve => setTimeout(resolve, 10));
  expect(await ask()).toBe(wanted);
}
