import { beforeAll, describe, expect, it } from '@jest/globals';
import { AUDIT_EVENT_KINDS, type AuditEventKind } from '../../libs/contracts/src/index.js';
import type { Answer } from '../support/api.js';
import { beBusy, type Trail } from '../support/busy.js';
import { clientToken, type ServiceClient } from '../support/oauth.js';
import { adminToken, claimsOf, logIn, newPerson, type Person } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

interface Event {
  readonly id: string;
  readonly kind: AuditEventKind;
  readonly occurred_at: string;
  readonly actor_id: string | null;
  readonly target_id: string | null;
  readonly ip: string | null;
  readonly details: Record<string, unknown>;
}

interface Page {
  readonly items: Event[];
  readonly next_cursor: string | null;
}

describe('the audit trail', () => {
  const { database, service } = useGatehouse({ GATEHOUSE_MAIL: 'off' });
  let admin: string;
  let adminId: string;
  let person: Person;
  let client: ServiceClient;
  let confidential: Trail['confidential'];

  beforeAll(async () => {
    admin = await adminToken(service.api);
    adminId = String(claimsOf(admin)['sub']);
    ({ person, client, confidential } = await beBusy(service.api, admin));
  });

  async function list(query: Record<string, string> = {}, token = admin): Promise<Page> {
    const answer = await service.api.get<Page>(`/v1/audit-events?${new URLSearchParams(query).toString()}`, { token });
    expect([answer.status, answer.body]).toEqual([200, answer.body]);
    return answer.body;
  }

  const ask = (query: string, token = admin): Promise<Answer> =>
    service.api.get(`/v1/audit-events?${query}`, { token });

  async function all(query: Record<string, string>): Promise<Event[]> {
    const events: Event[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Page = await list({ ...query, ...(cursor !== '' && { cursor }) });
      events.push(...page.items);
      cursor = page.next_cursor;
    }
    return events;
  }

  it('tells everything, newest first, in parts that neither repeat nor leave out anything', async () => {
    const rows = await database.query<{ id: string }>('SELECT id FROM audit_events ORDER BY id DESC');
    const events = await all({ limit: '3' });
    expect(events.map(event => event.id)).toEqual(rows.map(row => row.id));
    expect(new Set(events.map(event => event.kind)).size).toBeGreaterThan(12);
    const [newest] = events;
    expect(newest).toMatchObject({ kind: 'client_secret_created', actor_id: adminId });
    expect(newest?.occurred_at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });

  it('is filtered by who, by what, by kind and by all of them', async () => {
    const events = await all({});
    const matching = (test: (event: Event) => boolean): string[] => events.filter(test).map(({ id }) => id);
    const ids = async (query: Record<string, string>): Promise<string[]> => (await all(query)).map(({ id }) => id);
    expect(await ids({ actor: adminId })).toEqual(matching(event => event.actor_id === adminId));
    expect(await ids({ actor: adminId.toUpperCase() })).toEqual(matching(event => event.actor_id === adminId));
    expect(await ids({ target: person.id })).toEqual(matching(event => event.target_id === person.id));
    expect(await ids({ target: 'support' })).toHaveLength(3);
    expect(await ids({ kind: 'user_updated' })).toEqual(matching(event => event.kind === 'user_updated'));
    const both = await all({ actor: adminId, target: person.id, kind: 'authz_role_granted', limit: '1' });
    expect(both).toHaveLength(1);
    expect(await ids({ kind: 'client_deleted' })).toEqual([]);
  });

  it('is filtered by a role that was given or taken, and by a user whom it is about', async () => {
    const ofRole = await all({ role: 'support' });
    expect(ofRole.map(({ kind, target_id }) => [kind, target_id])).toEqual([
      ['authz_role_revoked', person.id],
      ['authz_role_granted', person.id],
    ]);
    expect(await all({ role: 'support', subject: adminId, kind: 'authz_role_granted' })).toHaveLength(1);
    expect(await all({ role: 'suppor' })).toEqual([]);
    const events = await all({});
    const isAbout = ({ actor_id, target_id, details }: Event): boolean =>
      [actor_id, target_id, details['user_id']].includes(person.id);
    const about = await all({ subject: person.id.toUpperCase(), limit: '2' });
    expect(about.map(({ id }) => id)).toEqual(events.filter(isAbout).map(({ id }) => id));
    expect(about.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['authn_login_success', 'authn_login_fail']));
  });

  it('is filtered by the address that something was done from, however that is written', async () => {
    await database.query(
      `INSERT INTO audit_events (id, kind, target_id, ip) VALUES (gen_random_uuid(), 'authn_spraying', NULL, '2001:db8::7')`,
    );
    const events = await all({});
    const from = async (query: Record<string, string>): Promise<string[]> => (await all(query)).map(({ id }) => id);
    const local = events.filter(({ ip }) => ip === '127.0.0.1');
    expect(local.length).toBeGreaterThan(10);
    for (const ip of ['127.0.0.1', '::ffff:127.0.0.1']) {
      expect(await from({ ip, limit: '7' })).toEqual(local.map(({ id }) => id));
    }
    expect((await all({ ip: '2001:DB8:0::7' })).map(({ kind }) => kind)).toEqual(['authn_spraying']);
    expect(await all({ ip: '2001:db8::7', kind: 'authn_login_fail' })).toEqual([]);
    const failures = local.filter(({ kind }) => kind === 'authn_login_fail');
    expect(await from({ ip: '127.0.0.1', kind: 'authn_login_fail' })).toEqual(failures.map(({ id }) => id));
    const about = await all({ subject: person.id, ip: '127.0.0.1' });
    expect(about.length).toBeGreaterThan(0);
    expect(await all({ subject: person.id, ip: '2001:db8::7' })).toEqual([]);
    for (const ip of ['nowhere', '10.0.0.0.1']) expect(await all({ ip })).toEqual([]);
    await database.query(`DELETE FROM audit_events WHERE ip = '2001:db8::7'`);
  });

  it('is filtered by time, whose end is not in it', async () => {
    const events = await all({});
    const middle = events[Math.floor(events.length / 2)] as Event;
    const since = await all({ since: middle.occurred_at });
    const until = await all({ until: middle.occurred_at });
    expect(since.map(({ id }) => id)).toContain(middle.id);
    expect(until.map(({ id }) => id)).not.toContain(middle.id);
    // Times are told in milliseconds and kept in microseconds.
    expect(since.length + until.length).toBe(events.length);
    expect(await all({ since: '2100-01-01T00:00:00Z' })).toEqual([]);
    expect(await all({ until: '1950-01-01T00:00:00+02:00' })).toEqual([]);
    expect(await all({ since: '1950-01-01T00:00:00Z', until: '9999-12-31T23:59:59Z' })).toHaveLength(events.length);
  });

  it('finds an event by its own time, though the clock that made its id was minutes off', async () => {
    const id = '019a0000-0000-7000-8000-000000000000';
    const time = new Date(0x019a00000000 + 20 * 60_000);
    await database.query(
      `INSERT INTO audit_events (id, kind, occurred_at, target_id) VALUES ($1, 'key_created', $2, 'odd')`,
      [id, time],
    );
    const found = await list({
      since: new Date(time.getTime() - 1000).toISOString(),
      until: new Date(time.getTime() + 1000).toISOString(),
    });
    expect(found.items.map(event => event.id)).toEqual([id]);
  });

  it('refuses a cursor of other filters, and what it does not know', async () => {
    const { next_cursor: cursor } = await list({ limit: '1', actor: adminId });
    expect(cursor).not.toBeNull();
    const other = await ask(`limit=1&cursor=${cursor ?? ''}`);
    expect([other.status, other.body['code']]).toEqual([400, 'invalid_cursor']);
    expect((await ask(`limit=1&actor=${adminId}&cursor=${cursor ?? ''}`)).status).toBe(200);
    const wrong = [
      'kind=tea_made',
      'actor=me',
      'since=yesterday',
      'until=2025-02-30T00:00:00Z',
      'target=',
      'subject=me',
      'role=',
      'ip=',
      'limit=101',
    ];
    for (const query of [...wrong, `target=${'x'.repeat(257)}`, 'colour=red']) {
      const { status, body } = await ask(query);
      expect([query, status, body['code']]).toEqual([query, 400, 'validation_failed']);
    }
  });

  it('is open to who may read it, and to nobody else', async () => {
    const reader = await clientToken(service.api, client);
    expect((await list({ limit: '1' }, reader)).items).toHaveLength(1);
    const stranger = await logIn(service.api, await newPerson(service.api));
    const refused = await ask('', stranger.access_token);
    expect([refused.status, refused.body['code']]).toEqual([403, 'insufficient_scope']);
  });

  it('holds no address, password or token in its details, and knows every kind', async () => {
    const rows = await database.query<{ kind: string; details: string }>(
      'SELECT kind, details::text AS details FROM audit_events',
    );
    for (const { kind, details } of rows) {
      expect(AUDIT_EVENT_KINDS).toContain(kind);
      for (const secret of confidential) expect(details).not.toContain(secret);
      expect(details).not.toMatch(/@|eyJ[\w-]+\.|\$argon2/);
    }
  });

  it('is documented with its kinds', async () => {
    const { body } = await service.api.get<{ components: { schemas: Record<string, { enum?: string[] }> } }>(
      '/openapi.json',
    );
    expect(body.components.schemas['AuditEventKind']?.enum).toEqual([...AUDIT_EVENT_KINDS]);
  });
});
