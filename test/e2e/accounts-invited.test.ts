import { beforeAll, describe, expect, it } from '@jest/globals';
import { grant, invite, newEmail, newOfficer, NEW_PASSWORD, newRole, setPassword } from '../support/accounts.js';
import { adminToken, claimsOf, logIn, newPerson, PASSWORD } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const THREE_DAYS_MS = 3 * 86_400_000;

describe('accounts that are made for somebody', () => {
  const { database, service } = useGatehouse();
  let token: string;

  beforeAll(async () => {
    token = await adminToken(service.api);
  });

  it('are invited until a password is set, and then log in with the roles and claims that they were given', async () => {
    const role = await newRole(service.api, token, ['orders:read']);
    const email = newEmail();
    const { status, headers, body } = await service.api.post(
      '/v1/users',
      { email: ` ${email.toUpperCase()} `, roles: [role, 'user'], ext: { plan: 'gold' } },
      { token },
    );
    expect(status).toBe(201);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('etag')).toBe(`"${String(body['version'])}"`);
    expect(body).toMatchObject({ email, status: 'invited', ext: { plan: 'gold' } });
    const life = Date.parse(String(body['set_password_expires_at'])) - Date.now();
    expect(Math.abs(life - THREE_DAYS_MS)).toBeLessThan(60_000);

    expect((await service.api.login(email, NEW_PASSWORD)).status).toBe(401);
    const set = await setPassword(service.api, String(body['set_password_token']));
    expect([set.status, set.headers.get('cache-control')]).toEqual([204, 'no-store']);
    const tokens = await logIn(service.api, { email, password: NEW_PASSWORD });
    expect(claimsOf(tokens.access_token)).toMatchObject({ roles: [role, 'user'].sort(), ext: { plan: 'gold' } });
    const me = await service.api.me(tokens.access_token);
    expect(me.body).toMatchObject({ status: 'active', ext: { plan: 'gold' }, permissions: ['orders:read'] });
  });

  it('keep nothing of the token but its hash, and nothing of it or the address in the audit trail', async () => {
    const { id, email, set_password_token: text } = await invite(service.api, token);
    await setPassword(service.api, text);
    const dump = JSON.stringify([
      await database.query(`SELECT id, user_id, purpose, encode(secret_hash, 'escape') AS hash FROM password_tokens`),
      await database.query('SELECT * FROM audit_events'),
    ]);
    expect(dump).toContain(id);
    expect(dump).not.toContain(text.split('.')[1]);
    const trail = JSON.stringify(await database.query('SELECT * FROM audit_events WHERE target_id = $1', [id]));
    expect(trail).not.toContain(email);
    const kinds = await database.query(`SELECT kind FROM audit_events WHERE target_id = $1 ORDER BY id`, [id]);
    expect(kinds.map(event => event['kind'])).toEqual([
      'user_created',
      'authz_role_granted',
      'password_token_created',
      'password_token_used',
    ]);
  });

  it('are not told from unknown ones at the login', async () => {
    const { email } = await invite(service.api, token);
    const invited = await service.api.login(email, PASSWORD);
    const unknown = await service.api.login(newEmail(), PASSWORD);
    expect([invited.status, { ...invited.body, instance: '' }]).toEqual([401, { ...unknown.body, instance: '' }]);
  });

  it('need an address that nobody has, also against registration, and leave nothing behind where they are refused', async () => {
    const person = await newPerson(service.api);
    const { email } = await invite(service.api, token);
    const [{ n: before } = {}] = await database.query('SELECT count(*)::int AS n FROM subjects');
    for (const taken of [person.email, email.toUpperCase()]) {
      const again = await service.api.post('/v1/users', { email: taken }, { token });
      expect([again.status, again.body['code']]).toEqual([409, 'email_taken']);
    }
    const registered = await service.api.post('/v1/auth/register', { email, password: PASSWORD });
    expect(registered.status).toBe(409);
    const unknownRole = await service.api.post('/v1/users', { email: newEmail(), roles: ['nothing'] }, { token });
    expect([unknownRole.status, unknownRole.body['code']]).toEqual([404, 'role_not_found']);
    const [{ n: after } = {}] = await database.query('SELECT count(*)::int AS n FROM subjects');
    expect(after).toBe(before);
  });

  it.each([
    ['email', { email: 'nobody' }],
    ['email', {}],
    ['roles', { email: 'a@b.test', roles: Array.from({ length: 21 }, (_, i) => `r${i}`) }],
    ['roles', { email: 'a@b.test', roles: ['x', 'x'] }],
    ['roles', { email: 'a@b.test', roles: null }],
    ['ext', { email: 'a@b.test', ext: ['x'] }],
    ['ext.email', { email: 'a@b.test', ext: { email: 'x' } }],
    ['status', { email: 'a@b.test', status: 'active' }],
    ['password', { email: 'a@b.test', password: PASSWORD }],
  ])('refuse %s of %j', async (field, body) => {
    const answer = await service.api.post<{ code: string; errors: { field: string }[] }>('/v1/users', body, { token });
    expect([answer.status, answer.body.code]).toEqual([400, 'validation_failed']);
    expect(answer.body.errors.map(error => error.field)).toContain(field);
  });

  it('get no role that their maker could not give, and may be made without any by who may only write users', async () => {
    const giveable = await newRole(service.api, token, ['orders:read']);
    const other = await newRole(service.api, token, ['orders:refund']);
    const writer = await newOfficer(service.api, token, ['users:write']);
    const giver = await newOfficer(service.api, token, ['users:write', 'orders:read'], [giveable]);
    const make = (caller: string, roles: string[]): Promise<{ status: number; body: Record<string, unknown> }> =>
      service.api.post('/v1/users', { email: newEmail(), roles }, { token: caller });
    expect((await make(writer.token, [])).status).toBe(201);
    expect((await make(giver.token, [giveable])).status).toBe(201);
    for (const [caller, role] of [
      [writer.token, giveable],
      [writer.token, 'admin'],
      [giver.token, other],
      [giver.token, 'admin'],
    ] as const) {
      const { status, body } = await make(caller, [role]);
      expect([status, body['code']]).toEqual([
        403,
        expect.stringMatching(/^(insufficient_scope|permission_not_held)$/),
      ]);
    }
  });

  it('can be made by a service client, within its scopes', async () => {
    const { body } = await service.api.post(
      '/v1/clients',
      { name: 'onboarding', scopes: ['users:write', 'orders:read', 'roles:assign'] },
      { token },
    );
    const answer = await fetch(`${service.url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: String(body['client_id']),
        client_secret: String(body['client_secret']),
      }),
    });
    const { access_token } = (await answer.json()) as { access_token: string };
    const role = await newRole(service.api, token, ['orders:read']);
    const other = await newRole(service.api, token, ['orders:refund']);
    const made = await invite(service.api, access_token, { roles: [role] });
    expect((await setPassword(service.api, made.set_password_token)).status).toBe(204);
    const refused = await service.api.post('/v1/users', { email: newEmail(), roles: [other] }, { token: access_token });
    expect([refused.status, refused.body['code']]).toEqual([403, 'permission_not_held']);

    // What the client could do when it made the token does not reach as far as what the account holds by now.
    const later = await invite(service.api, access_token);
    await grant(service.api, token, later.id, other);
    expect((await setPassword(service.api, later.set_password_token)).body['code']).toBe('invalid_password_token');
  });

  it('do not count as administrators before a password is set', async () => {
    const { set_password_token: text } = await invite(service.api, token, { roles: ['admin'] });
    const own = `/v1/users/${String(claimsOf(token)['sub'])}`;
    for (const call of [
      service.api.patch(own, { status: 'disabled' }, { token }),
      service.api.delete(own, { token }),
      service.api.delete(`${own}/roles/admin`, { token }),
    ]) {
      const { status, body } = await call;
      expect([status, body['code']]).toEqual([409, 'last_administrator']);
    }
    expect((await setPassword(service.api, text)).status).toBe(204);
    const second = await newPerson(service.api);
    await grant(service.api, token, second.id, 'admin');
    expect((await service.api.delete(`/v1/users/${second.id}/roles/admin`, { token })).status).toBe(204);
  });

  it('that were disabled before a password was set are invited again when they are enabled', async () => {
    const { id, email, set_password_token: text } = await invite(service.api, token);
    const path = `/v1/users/${id}`;
    await service.api.patch(path, { status: 'disabled' }, { token });
    expect((await setPassword(service.api, text)).body['code']).toBe('invalid_password_token');
    const enabled = await service.api.patch(path, { status: 'active' }, { token });
    expect(enabled.body['status']).toBe('invited');
    expect((await service.api.login(email, PASSWORD)).status).toBe(401);
    // Coming back gives nothing back: the token has to be made anew.
    expect((await setPassword(service.api, text)).body['code']).toBe('invalid_password_token');
    const { body } = await service.api.post(`${path}/password-token`, undefined, { token });
    expect(body['purpose']).toBe('invitation');
    expect((await setPassword(service.api, String(body['token']))).status).toBe(204);
    expect((await service.api.login(email, NEW_PASSWORD)).status).toBe(200);
  });
});
