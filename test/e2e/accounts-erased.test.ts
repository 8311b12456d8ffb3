import { beforeAll, describe, expect, it } from '@jest/globals';
import { grant, invite, newRole, passwordToken, setPassword } from '../support/accounts.js';
import type { Answer } from '../support/api.js';
import { whileNothingIsRecorded } from '../support/audit-troubles.js';
import { cleanUp } from '../support/clean-up.js';
import { CommandLine } from '../support/command-line.js';
import { adminToken, claimsOf, logIn, newPerson, PASSWORD, type Person } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

interface Event {
  readonly kind: string;
  readonly actor_id: string | null;
  readonly ip: string | null;
  readonly user_agent: string | null;
  readonly details: Record<string, unknown>;
}

const AGENT = { 'user-agent': 'The browser of Ada' };
const ADMINS_AGENT = { 'user-agent': 'the one of the administrator' };

/** What is personal goes with the account: from where and with what somebody came is so. */
describe('the traces of who is deleted', () => {
  const { database, service } = useGatehouse({ GATEHOUSE_CLEANUP_INTERVAL: '1d' });
  let admin: string;
  let adminId: string;

  beforeAll(async () => {
    admin = await adminToken(service.api);
    adminId = String(claimsOf(admin)['sub']);
  });

  const eventsOf = (id: string): Promise<Event[]> =>
    database.query<Event>(
      `SELECT kind, actor_id, ip, user_agent, details FROM audit_events
       WHERE actor_id = $1::uuid OR target_id = $1::uuid::text OR details->>'user_id' = $1::uuid::text ORDER BY id`,
      [id],
    );
  const originsIn = (events: readonly Event[]): unknown[] =>
    events.filter(({ ip, user_agent }) => ip !== null || user_agent !== null);

  /** Somebody who has done and suffered one thing of each kind. */
  async function lively(): Promise<Person> {
    const { api } = service;
    const person = await newPerson(api);
    const credentials = { email: person.email, password: PASSWORD };
    const ask = { headers: AGENT };
    await api.post('/v1/auth/login', { ...credentials, password: 'not-this-one-at-all' }, ask);
    const role = await newRole(api, admin, ['users:write', 'roles:read']);
    await grant(api, admin, person.id, role);
    const mine = await logIn(api, person);
    const token = mine.access_token;
    await api.post('/v1/users', { email: `of-${person.email}` }, { token, headers: AGENT });
    await api.post('/v1/auth/password', { current_password: 'x', new_password: 'y' }, { token, headers: AGENT });
    await api.post('/v1/auth/email', { email: person.email, current_password: 'x' }, { token, headers: AGENT });
    const path = `/v1/users/${person.id}`;
    const tokens = (await api.refresh(mine.refresh_token)).body;
    await api.refresh(tokens.refresh_token);
    // Old by now: somebody else has it.
    await api.post('/v1/auth/refresh', { refresh_token: mine.refresh_token }, ask);
    await api.patch(path, { ext: { plan: 'gold' } }, { token: admin, headers: ADMINS_AGENT });
    const reset = await passwordToken(api, admin, person.id);
    await setPassword(api, `${reset}x`);
    expect((await setPassword(api, reset, PASSWORD)).status).toBe(204);
    await new CommandLine(database).json('users', 'disable', person.id);
    return person;
  }

  it('go from what they did, and from what strangers did to their account; what others did keeps theirs', async () => {
    const person = await lively();
    const before = await eventsOf(person.id);
    expect(new Set(before.map(({ kind }) => kind))).toEqual(
      new Set([
        ...['user_created', 'authz_role_granted', 'authn_login_fail', 'authn_login_success', 'authn_token_reuse'],
        ...['authn_password_change_fail', 'user_update_fail', 'password_token_created', 'password_token_used'],
        'user_updated',
      ]),
    );
    expect(JSON.stringify(before)).toContain('gold');
    const deleted = await service.api.delete(`/v1/users/${person.id}`, { token: admin, headers: ADMINS_AGENT });
    expect(deleted.status).toBe(204);
    const after = await eventsOf(person.id);
    expect(after.map(({ kind }) => kind)).toEqual([...before.map(({ kind }) => kind), 'user_deleted']);
    // The administrator's own, and the operator's, who has no address.
    const others = originsIn(after) as Event[];
    expect(others.length).toBeGreaterThan(3);
    for (const { actor_id, ip, user_agent } of others) {
      expect([actor_id === null ? [ip, user_agent] : actor_id]).toContainEqual(
        actor_id === null ? [null, 'gatehouse command line'] : adminId,
      );
    }
    expect(JSON.stringify(after)).not.toMatch(/gold|Ada/);
    const updates = after.filter(({ kind, actor_id }) => kind === 'user_updated' && actor_id === adminId);
    expect(updates[0]?.details).toEqual({ before: { status: 'active' }, after: { status: 'active' } });
    const { body } = await service.api.get<{ items: { ip: unknown }[] }>(`/v1/audit-events?actor=${person.id}`, {
      token: admin,
    });
    expect(new Set(body.items.map(({ ip }) => ip))).toEqual(new Set([null]));
  });

  it('go whoever deletes them: the command line as well', async () => {
    const person = await lively();
    await new CommandLine(database).json('users', 'delete', person.id);
    const others = (originsIn(await eventsOf(person.id)) as Event[]).map(({ actor_id }) => actor_id);
    expect(new Set(others)).toEqual(new Set([adminId, null]));
    expect(JSON.stringify(await eventsOf(person.id))).not.toMatch(/gold|Ada/);
  });

  it('stay where nobody was deleted', async () => {
    const person = await lively();
    const other = await newPerson(service.api);
    const before = await eventsOf(person.id);
    await service.api.delete(`/v1/users/${other.id}`, { token: admin });
    await cleanUp(database);
    expect(await eventsOf(person.id)).toEqual(before);
  });

  it('go in batches where they are many, the rest in the clean-up, and what comes late too', async () => {
    const { id } = await invite(service.api, admin);
    await database.query(
      `INSERT INTO audit_events (id, kind, actor_id, target_id, ip, user_agent)
       SELECT gen_random_uuid(), 'authn_login_success', $1, 'session', '203.0.113.7', 'browser'
       FROM generate_series(1, 12000)`,
      [id],
    );
    const count = async (): Promise<unknown> =>
      (
        await database.query(`SELECT count(*)::int AS n FROM audit_events WHERE actor_id = $1 AND ip IS NOT NULL`, [id])
      )[0];
    expect((await service.api.delete(`/v1/users/${id}`, { token: admin })).status).toBe(204);
    expect(await count()).toEqual({ n: 2000 });
    expect(await cleanUp(database)).toMatch(/\d+ traces of deleted accounts erased/);
    expect(await count()).toEqual({ n: 0 });
    await database.query(
      `INSERT INTO audit_events (id, kind, target_id, ip) VALUES (gen_random_uuid(), 'authn_login_fail', $1, '203.0.113.7')`,
      [id],
    );
    await database.query(`UPDATE audit_erasures SET requested_at = now() - interval '11 minutes'`);
    await cleanUp(database);
    expect(originsIn((await eventsOf(id)).filter(event => event.actor_id !== adminId))).toEqual([]);
    expect(await database.query('SELECT 1 FROM audit_erasures')).toEqual([]);
  });

  it('are asked for in the transaction of the deletion: what is not deleted keeps them', async () => {
    const person = await lively();
    const before = await eventsOf(person.id);
    const deleting = (): Promise<Answer> => service.api.delete(`/v1/users/${person.id}`, { token: admin });
    const refused = await whileNothingIsRecorded(database, deleting);
    expect(refused.status).toBe(500);
    await cleanUp(database);
    expect(await eventsOf(person.id)).toEqual(before);
  });
});
