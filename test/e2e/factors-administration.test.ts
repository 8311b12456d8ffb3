import { beforeAll, describe, expect, it } from '@jest/globals';
import { newOfficer, type Officer, newRole, grant } from '../support/accounts.js';
import { factorsOf, newEquipped } from '../support/factors.js';
import { adminToken, claimsOf, newPerson } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('the second factors of others', () => {
  const { database, service } = useGatehouse();
  let admin: string;
  let writer: Officer;
  let reader: Officer;

  beforeAll(async () => {
    admin = await adminToken(service.api);
    writer = await newOfficer(service.api, admin, ['users:read', 'users:write']);
    reader = await newOfficer(service.api, admin, ['users:read']);
  });

  const pathOf = (id: string): string => `/v1/users/${id}/factors`;
  const reset = (id: string, token: string): Promise<[number, unknown]> =>
    service.api.delete(pathOf(id), { token }).then(({ status, body }) => [status, body['code']]);

  it('are seen by who may see users, without what is secret', async () => {
    const { person, authenticator } = await newEquipped(service.api);
    const seen = await factorsOf(service.api, reader.token, pathOf(person.id));
    expect(seen.map(({ method }) => method)).toEqual(['totp', 'recovery_code']);
    expect(Object.keys(seen[0] ?? {}).sort()).toEqual([
      ...['backed_up', 'codes_left', 'created_at', 'id', 'last_used_at', 'method', 'name', 'rp_id'],
    ]);
    expect(JSON.stringify(seen)).not.toContain(authenticator.secret);
    const nobody = await service.api.get(pathOf(authenticator.id), { token: reader.token });
    expect([nobody.status, nobody.body['code']]).toEqual([404, 'user_not_found']);
  });

  it('are reset by who may write users: they are gone, and the sessions are over', async () => {
    const { person, tokens } = await newEquipped(service.api);
    expect(await reset(person.id, reader.token)).toEqual([403, 'insufficient_scope']);
    expect(await reset(person.id, writer.token)).toEqual([204, undefined]);
    expect((await service.api.me(tokens.access_token)).status).toBe(401);
    expect((await service.api.refresh(tokens.refresh_token)).status).toBe(400);
    expect(await factorsOf(service.api, reader.token, pathOf(person.id))).toEqual([]);
    expect((await service.api.login(person.email, person.password)).status).toBe(200);
    const events = await database.query(
      `SELECT actor_id, details FROM audit_events WHERE kind = 'factors_reset' AND target_id = $1`,
      [person.id],
    );
    expect(events).toEqual([{ actor_id: writer.person.id, details: { removed: 2 } }]);
  });

  it('are not reset by who holds less than their owner, nor by themselves', async () => {
    const { person, tokens } = await newEquipped(service.api);
    await grant(service.api, admin, person.id, await newRole(service.api, admin, ['roles:write']));
    expect(await reset(person.id, writer.token)).toEqual([403, 'permission_not_held']);
    expect(await reset(String(claimsOf(admin)['sub']), admin)).toEqual([403, 'permission_not_held']);
    expect(await reset(person.id, admin)).toEqual([204, undefined]);
    expect((await service.api.refresh(tokens.refresh_token)).status).toBe(400);
  });

  it('are not reset by a login of long ago, and where nobody is', async () => {
    const { person } = await newEquipped(service.api);
    const { tokens } = writer;
    await database.query(
      `UPDATE sessions SET issued_at = now() - interval '31 min', authenticated_at = NULL WHERE id = $1`,
      [tokens.session_id],
    );
    const old = (await service.api.refresh(tokens.refresh_token)).body.access_token;
    expect(await reset(person.id, old)).toEqual([401, 'insufficient_user_authentication']);
    expect(await reset('0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21', admin)).toEqual([404, 'user_not_found']);
  });

  it('that are not there are reset all the same: whoever is in is out', async () => {
    const person = await newPerson(service.api);
    const { body } = await service.api.login(person.email, person.password);
    expect(await reset(person.id, admin)).toEqual([204, undefined]);
    expect((await service.api.refresh(body.refresh_token)).status).toBe(400);
  });
});
