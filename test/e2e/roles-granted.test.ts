import { beforeAll, describe, expect, it } from '@jest/globals';
import { whileNothingIsRecorded } from '../support/audit-troubles.js';
import { ADMIN } from '../support/gatehouse.js';
import { adminToken, claimsOf, logIn, newLogin, newPerson } from '../support/people.js';
import { inHours, RoleCalls } from '../support/roles.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('roles and accounts in the hands of administrators', () => {
  const { database, service } = useGatehouse();
  let token: string;

  beforeAll(async () => {
    token = await adminToken(service.api);
  });

  const makeRole = (name: string, permissions: string[] = ['orders:read']): Promise<{ status: number }> =>
    service.api.post('/v1/roles', { name, description: `The ${name} role`, permissions }, { token });

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

  it('the role that everybody has can be taken, or given an end, like any other', async () => {
    const roles = new RoleCalls(service.api, token);
    const { person, tokens } = await newLogin(service.api);
    expect((await roles.revoke(person.id, 'user')).status).toBe(204);
    expect((await service.api.me(tokens.access_token)).status).toBe(401);
    const without = (await service.api.refresh(tokens.refresh_token)).body;
    expect(claimsOf(without.access_token)).not.toHaveProperty('roles');
    expect((await service.api.me(without.access_token)).body).toMatchObject({ roles: [] });
    const end = inHours(0.05);
    expect((await roles.grant(person.id, 'user', token, end)).status).toBe(204);
    const ending = claimsOf((await service.api.refresh(without.refresh_token)).body.access_token);
    expect([ending['roles'], ending['exp']]).toEqual([['user'], Math.floor(Date.parse(end) / 1000)]);
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
    await whileNothingIsRecorded(database, async () => {
      const answer = await service.api.put(`/v1/users/${person.id}/roles/unrecorded`, undefined, { token });
      expect(answer.status).toBe(500);
      expect(answer.body).toMatchObject({ code: 'internal_error' });
      expect(await database.query(`SELECT 1 FROM user_roles WHERE role = 'unrecorded'`)).toEqual([]);
    });
  });
});
