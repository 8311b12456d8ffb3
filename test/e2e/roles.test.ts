import { beforeAll, describe, expect, it } from '@jest/globals';
import { adminToken, claimsOf, logIn, newLogin, newPerson } from '../support/people.js';
import { inHours, RoleCalls } from '../support/roles.js';
import { served } from '../support/served.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('roles and accounts in the hands of administrators', () => {
  const { database, service } = useGatehouse();
  let token: string;

  beforeAll(async () => {
    token = await adminToken(service.api);
  });

  const makeRole = (name: string, permissions: string[] = ['orders:read']): Promise<{ status: number }> =>
    service.api.post('/v1/roles', { name, description: `The ${name} role`, permissions }, { token });

  it('makes, shows, lists, changes and deletes a role', async () => {
    expect((await makeRole('billing', ['orders:refund', 'orders:read'])).status).toBe(201);
    const shown = await service.api.get('/v1/roles/billing', { token });
    expect(shown.body).toMatchObject({ name: 'billing', permissions: ['orders:read', 'orders:refund'], version: 1 });
    const list = await service.api.get<{ items: { name: string }[] }>('/v1/roles', { token });
    expect(list.body.items.map(role => role.name)).toEqual(expect.arrayContaining(['admin', 'billing', 'user']));
    const changed = await service.api.patch('/v1/roles/billing', { permissions: [] }, { token });
    expect(changed.body).toMatchObject({ permissions: [], description: 'The billing role', version: 2 });
    expect((await service.api.delete('/v1/roles/billing', { token })).status).toBe(204);
    expect((await service.api.get('/v1/roles/billing', { token })).status).toBe(404);
  });

  it('refuses a second role of the same name, and any change of a built-in one', async () => {
    await makeRole('twice');
    const again = await service.api.post('/v1/roles', { name: 'twice', permissions: [] }, { token });
    expect([again.status, again.body['code']]).toEqual([409, 'role_exists']);
    const edit = await service.api.patch('/v1/roles/admin', { permissions: [] }, { token });
    expect([edit.status, edit.body['code']]).toEqual([403, 'built_in_role']);
    expect((await service.api.delete('/v1/roles/user', { token })).status).toBe(403);
  });

  it('deleting a role takes it from everybody at once', async () => {
    await makeRole('passing');
    const { person } = await newLogin(service.api);
    await service.api.put(`/v1/users/${person.id}/roles/passing`, undefined, { token });
    const tokens = await logIn(service.api, person);
    expect(claimsOf(tokens.access_token)['roles']).toEqual(['passing', 'user']);
    await service.api.delete('/v1/roles/passing', { token });
    expect((await service.api.me(tokens.access_token)).status).toBe(401);
    const { body } = await service.api.refresh(tokens.refresh_token);
    expect(claimsOf(body.access_token)['roles']).toEqual(['user']);
  });

  it('deleting a role is told of everybody who had it and of every role that named it', async () => {
    const roles = new RoleCalls(service.api, token);
    await makeRole('doomed');
    await roles.make('includes-it', { includes: ['doomed'] });
    await roles.make('assigns-it', { assigns: ['doomed'] });
    await roles.make('far-above', { includes: ['includes-it'] });
    const [one, two, past] = [await newPerson(service.api), await newPerson(service.api), await newPerson(service.api)];
    const end = inHours(1);
    await roles.add('doomed', [one.id]);
    await roles.add('doomed', [two.id, past.id], token, { expires_at: end });
    await database.query(`UPDATE user_roles SET expires_at = now() WHERE user_id = $1 AND role = 'doomed'`, [past.id]);
    expect((await roles.drop('doomed')).status).toBe(204);
    const events = await database.query(
      `SELECT kind, target_id, actor_id, details FROM audit_events
       WHERE details->>'reason' = 'role_deleted' AND 'doomed' IN (details->>'role', details->>'deleted')
          OR kind = 'authz_role_deleted' AND target_id = 'doomed' ORDER BY id`,
    );
    const actor_id = claimsOf(token)['sub'];
    const taken = (id: string, expires_at: string | null): object => ({
      kind: 'authz_role_revoked',
      target_id: id,
      actor_id,
      details: { role: 'doomed', before: { expires_at }, reason: 'role_deleted' },
    });
    const content = { description: '', permissions: [], includes: [], assigns: [], requires_mfa: false };
    const edited = (name: string, before: object): object => ({
      kind: 'authz_role_updated',
      target_id: name,
      actor_id,
      details: { before: { ...content, ...before }, after: content, reason: 'role_deleted', deleted: 'doomed' },
    });
    const [first, ...others] = events.reverse();
    expect(first).toMatchObject({ kind: 'authz_role_deleted', actor_id, details: { members: 2 } });
    expect(others).toHaveLength(4);
    expect(others).toEqual(
      expect.arrayContaining([
        taken(one.id, null),
        taken(two.id, end),
        edited('includes-it', { includes: ['doomed'] }),
        edited('assigns-it', { assigns: ['doomed'] }),
      ]),
    );
  });

  it('deletes no role with more than 10,000 members', async () => {
    await makeRole('crowded');
    await database.query(
      `WITH s AS (INSERT INTO subjects (id, kind, status)
         SELECT gen_random_uuid(), 'user', 'active' FROM generate_series(1, 10001) RETURNING id),
       u AS (INSERT INTO users (id, email, password_hash) SELECT id, id || '@example.test', 'x' FROM s RETURNING id)
       INSERT INTO user_roles (user_id, role) SELECT id, 'crowded' FROM u`,
    );
    const refused = await service.api.delete('/v1/roles/crowded', { token });
    expect([refused.status, refused.body['code']]).toEqual([409, 'too_many_members']);
    await database.query(
      `DELETE FROM user_roles WHERE role = 'crowded' AND user_id = (SELECT user_id FROM user_roles WHERE role = 'crowded' LIMIT 1)`,
    );
    const deleted = await served(() => service.api.delete('/v1/roles/crowded', { token }));
    expect(deleted.status).toBe(204);
    const told = `SELECT count(*)::integer AS count FROM audit_events WHERE details->>'role' = 'crowded'`;
    expect(await database.query(told)).toEqual([{ count: 10_000 }]);
  });

  it('makes at most a thousand roles', async () => {
    await database.query(
      `INSERT INTO roles (name) SELECT 'filler-' || n FROM generate_series(1, 1000 - (SELECT count(*)::integer FROM roles)) n`,
    );
    const refused = await service.api.post('/v1/roles', { name: 'one-more' }, { token });
    expect([refused.status, refused.body['code']]).toEqual([409, 'too_many_roles']);
    expect((await service.api.delete('/v1/roles/filler-1', { token })).status).toBe(204);
    expect((await makeRole('one-more')).status).toBe(201);
    await database.query(`DELETE FROM roles WHERE name LIKE 'filler-%'`);
  });

  it('an edit that changes nothing is none: the same version, nothing told, nothing announced', async () => {
    const roles = new RoleCalls(service.api, token);
    await roles.make('still', {
      description: 'Still',
      permissions: ['s:a', 's:b'],
      includes: ['user'],
      assigns: ['user'],
    });
    const traces = async (): Promise<unknown> => [
      await database.query(`SELECT id FROM audit_events WHERE target_id = 'still'`),
      await database.query(`SELECT * FROM revocations WHERE target = 'still'`),
      await database.query(`SELECT * FROM roles WHERE name = 'still'`),
    ];
    const before = await traces();
    const same = { description: 'Still', permissions: ['s:b', 's:a', 's:b'], includes: ['user'], assigns: ['user'] };
    for (const nothing of [{}, { permissions: ['s:a', 's:b'] }, same]) {
      const answer = await roles.edit('still', nothing, token, { 'if-match': '"1"' });
      expect([answer.status, answer.headers.get('etag'), answer.body['version']]).toEqual([200, '"1"', 1]);
    }
    expect(await traces()).toEqual(before);
    expect((await roles.edit('still', {}, token, { 'if-match': '"2"' })).status).toBe(412);
    for (const change of [{ description: '' }, { permissions: ['s:a'] }, { includes: [] }, { assigns: [] }]) {
      expect((await roles.edit('still', change)).status).toBe(200);
    }
    expect((await roles.show('still')).body['version']).toBe(5);
  });

  it('a role needs no more than a name', async () => {
    const made = await service.api.post('/v1/roles', { name: 'bare' }, { token });
    expect([made.status, made.body]).toEqual([
      201,
      expect.objectContaining({ description: '', permissions: [], includes: [], assigns: [] }),
    ]);
  });

  it('a null is no way to leave a field as it is', async () => {
    await makeRole('nullable');
    for (const change of [{ permissions: null }, { description: null }]) {
      expect((await service.api.patch('/v1/roles/nullable', change, { token })).status).toBe(400);
    }
    const { body } = await service.api.get('/v1/roles/nullable', { token });
    expect(body).toMatchObject({ permissions: ['orders:read'], version: 1 });
  });

  it('names what is not there', async () => {
    const nobody = '01999999-0000-7000-8000-000000000000';
    const cases: [string, string, string][] = [
      ['GET', `/v1/users/${nobody}`, 'user_not_found'],
      ['GET', `/v1/users/${nobody}/roles`, 'user_not_found'],
      ['PUT', `/v1/users/${nobody}/roles/user`, 'user_not_found'],
      ['DELETE', `/v1/users/${nobody}/roles/user`, 'user_not_found'],
      ['PUT', `/v1/users/${String(claimsOf(token)['sub'])}/roles/nothing`, 'role_not_found'],
      ['DELETE', `/v1/users/${String(claimsOf(token)['sub'])}/roles/nothing`, 'role_not_found'],
      ['GET', '/v1/roles/nothing', 'role_not_found'],
      ['DELETE', '/v1/roles/nothing', 'role_not_found'],
    ];
    for (const [method, path, code] of cases) {
      const answer = await service.api.call(method, path, undefined, { token });
      expect([method, path, answer.status, answer.body['code']]).toEqual([method, path, 404, code]);
    }
    const disable = await service.api.patch(`/v1/users/${nobody}`, { status: 'disabled' }, { token });
    expect(disable.status).toBe(404);
  });
});
