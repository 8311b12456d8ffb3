import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestDatabase } from '../support/database.js';
import { Gatehouse } from '../support/gatehouse.js';
import { adminToken, claimsOf, logIn, newLogin, newPerson } from '../support/people.js';
import { ADMIN } from '../support/gatehouse.js';

describe('roles and accounts in the hands of administrators', () => {
  let database: TestDatabase;
  let service: Gatehouse;
  let token: string;

  beforeAll(async () => {
    database = await TestDatabase.create();
    service = await Gatehouse.start(database);
    token = await adminToken(service.api);
  });

  afterAll(async () => {
    await service.stop();
    await database.drop();
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

  it('a granted role is in the next token, without a new login', async () => {
    await makeRole('auditor', ['audit:read']);
    const { person, tokens } = await newLogin(service.api);
    expect((await service.api.put(`/v1/users/${person.id}/roles/auditor`, undefined, { token })).status).toBe(204);
    expect((await service.api.me(tokens.access_token)).status).toBe(200);
    const { body } = await service.api.refresh(tokens.refresh_token);
    expect(claimsOf(body.access_token)['roles']).toEqual(['auditor', 'user']);
    const me = await service.api.me(body.access_token);
    expect(me.body).toMatchObject({ roles: ['auditor', 'user'], permissions: ['audit:read'] });
    const listed = await service.api.get<{ items: { role: string }[] }>(`/v1/users/${person.id}/roles`, { token });
    expect(listed.body.items.map(grant => grant.role)).toEqual(['auditor', 'user']);
  });

  it('taking a role away bites on the token that is out there, and the session goes on', async () => {
    const person = await newPerson(service.api);
    await service.api.put(`/v1/users/${person.id}/roles/admin`, undefined, { token });
    const tokens = await logIn(service.api, person);
    expect((await service.api.get('/v1/users', { token: tokens.access_token })).status).toBe(200);
    expect((await service.api.delete(`/v1/users/${person.id}/roles/admin`, { token })).status).toBe(204);
    const refused = await service.api.get('/v1/users', { token: tokens.access_token });
    expect([refused.status, refused.body['code']]).toEqual([401, 'invalid_token']);
    const { status, body } = await service.api.refresh(tokens.refresh_token);
    expect(status).toBe(200);
    expect(claimsOf(body.access_token)['roles']).toEqual(['user']);
    expect((await service.api.get('/v1/users', { token: body.access_token })).status).toBe(403);
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

  it('disabling a user ends everything at once; enabling gives nothing back but the login', async () => {
    const { person, tokens } = await newLogin(service.api);
    const path = `/v1/users/${person.id}`;
    const disabled = await service.api.patch(path, { status: 'disabled' }, { token });
    expect([disabled.status, disabled.body['status']]).toEqual([200, 'disabled']);
    expect((await service.api.me(tokens.access_token)).status).toBe(401);
    expect((await service.api.refresh(tokens.refresh_token)).status).toBe(400);
    const wrong = await service.api.login(person.email, 'not-the-password-at-all');
    const right = await service.api.login(person.email, person.password);
    expect([right.status, { ...right.body, instance: '' }]).toEqual([401, { ...wrong.body, instance: '' }]);
    await service.api.patch(path, { status: 'active' }, { token });
    expect((await service.api.me(tokens.access_token)).status).toBe(401);
    expect((await service.api.refresh(tokens.refresh_token)).status).toBe(400);
    expect((await service.api.login(person.email, person.password)).status).toBe(200);
  });

  it('the last administrator can be neither demoted nor disabled', async () => {
    const { sub } = claimsOf(token);
    const demoted = await service.api.delete(`/v1/users/${String(sub)}/roles/admin`, { token });
    expect([demoted.status, demoted.body['code']]).toEqual([409, 'last_administrator']);
    const disabled = await service.api.patch(`/v1/users/${String(sub)}`, { status: 'disabled' }, { token });
    expect([disabled.status, disabled.body['code']]).toEqual([409, 'last_administrator']);
    expect((await service.api.login(ADMIN.email, ADMIN.password)).status).toBe(200);
  });

  it('refuses a grant that would make the token too large to be used', async () => {
    const { person } = await newLogin(service.api);
    let status = 204;
    let granted = 0;
    for (let i = 0; status === 204 && i < 60; i++) {
      const name = `long-${'x'.repeat(40)}-${i}`;
      await makeRole(name, []);
      ({ status } = await service.api.put(`/v1/users/${person.id}/roles/${name}`, undefined, { token }));
      if (status === 204) granted++;
    }
    expect(status).toBe(422);
    const tokens = await logIn(service.api, person);
    expect(claimsOf(tokens.access_token)['roles']).toHaveLength(granted + 1);
    expect(tokens.access_token.length).toBeLessThan(3072);
    expect((await service.api.me(tokens.access_token)).status).toBe(200);
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

  it('writes who did what to whom in the same transaction', async () => {
    await makeRole('witnessed');
    const { person } = await newLogin(service.api);
    await service.api.put(`/v1/users/${person.id}/roles/witnessed`, undefined, { token });
    await service.api.delete(`/v1/users/${person.id}/roles/witnessed`, { token });
    const events = await database.query(
      `SELECT kind, actor_id, details->>'role' AS role, ip FROM audit_events
       WHERE target_id = $1 AND kind LIKE 'authz%' ORDER BY id`,
      [person.id],
    );
    const actor_id = claimsOf(token)['sub'];
    expect(events).toEqual([
      { kind: 'authz_role_granted', actor_id: null, role: 'user', ip: '127.0.0.1' },
      { kind: 'authz_role_granted', actor_id, role: 'witnessed', ip: '127.0.0.1' },
      { kind: 'authz_role_revoked', actor_id, role: 'witnessed', ip: '127.0.0.1' },
    ]);
  });

  it('refuses a privileged change that cannot be audited', async () => {
    const { person } = await newLogin(service.api);
    await makeRole('unrecorded');
    await database.query('ALTER TABLE audit_events ADD CONSTRAINT no_more CHECK (false) NOT VALID');
    try {
      const answer = await service.api.put(`/v1/users/${person.id}/roles/unrecorded`, undefined, { token });
      expect(answer.status).toBe(500);
      expect(answer.body).toMatchObject({ code: 'internal_error' });
      expect(await database.query(`SELECT 1 FROM user_roles WHERE role = 'unrecorded'`)).toEqual([]);
    } finally {
      await database.query('ALTER TABLE audit_events DROP CONSTRAINT no_more');
    }
  });
});
