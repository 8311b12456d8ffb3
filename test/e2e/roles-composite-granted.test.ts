import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Gatehouse } from '../support/gatehouse.js';
import { adminToken, claimsOf, logIn, newLogin } from '../support/people.js';
import { inHours, outcome, RoleCalls } from '../support/roles.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

describe('roles that include others', () => {
  const database = useDatabase();
  const [service, second] = useInstances(database, {}, {});
  let token: string;
  let roles: RoleCalls;

  beforeAll(async () => {
    token = await adminToken(service.api);
    roles = new RoleCalls(service.api, token);
    await roles.make('c1', { permissions: ['orders:read'] });
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
});

async function expectSoon(ask: () => Promise<number>, wanted: number): Promise<void> {
  const deadline = Date.now() + 1000;
  while ((await ask()) !== wanted && Date.now() < deadline) await new Promise(resolve => setTimeout(resolve, 10));
  expect(await ask()).toBe(wanted);
}
