import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { grant, newRole } from '../support/accounts.js';
import type { Answer } from '../support/api.js';
import { expectBrokenOff, whileNothingIsRecorded } from '../support/audit-troubles.js';
import { Gatehouse } from '../support/gatehouse.js';
import { adminToken, logIn, newLogin, newPerson } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

interface Export {
  readonly account: Record<string, unknown>;
  readonly roles: Record<string, unknown>[];
  readonly sessions: Record<string, unknown>[];
  readonly audit_events: {
    id: string;
    kind: string;
    actor_id: string | null;
    ip: string | null;
    user_agent: unknown;
  }[];
}

const PATH = '/v1/auth/me/export';

describe('the export of what is known of oneself', () => {
  const { database, service } = useGatehouse();
  let token: string;

  beforeAll(async () => {
    token = await adminToken(service.api);
  });

  it('is one document with account, roles, sessions and all that happened, and without secrets', async () => {
    const person = await newPerson(service.api);
    const role = await newRole(service.api, token, []);
    await grant(service.api, token, person.id, role);
    await service.api.patch(`/v1/users/${person.id}`, { ext: { plan: 'gold' } }, { token });
    await service.api.login(person.email, 'not-the-password-at-all');
    const [first, tokens] = [await logIn(service.api, person), await logIn(service.api, person)];
    await service.api.delete(`/v1/sessions/${first.session_id}`, { token: tokens.access_token });
    const { status, headers, body } = await service.api.get<Export>(PATH, { token: tokens.access_token });
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    const parts = ['exported_at', 'account', 'roles', 'factors', 'identities', 'links', 'sessions', 'audit_events'];
    expect(Object.keys(body)).toEqual(parts);
    expect(body.account).toMatchObject({ id: person.id, email: person.email, ext: { plan: 'gold' } });
    expect(body.roles.map(grant => grant['role'])).toEqual([role, 'user'].sort());
    expect(body.sessions).toHaveLength(2);
    expect(body.sessions).toEqual([
      expect.objectContaining({ id: tokens.session_id, current: true, ip: '127.0.0.1' }),
      expect.objectContaining({ id: first.session_id, current: false, revoked: true }),
    ]);
    const expected = await database.query<{ id: string }>(
      'SELECT id FROM audit_events WHERE actor_id = $1 OR target_id = $1::text',
      [person.id],
    );
    expect(body.audit_events.map(event => event.id).sort()).toEqual(expected.map(event => event.id).sort());
    expect(new Set(body.audit_events.map(event => event.kind))).toEqual(
      new Set([
        'user_exported',
        'session_revoked',
        'authn_login_success',
        'authn_login_fail',
        'user_created',
        'user_updated',
        'authz_role_granted',
      ]),
    );
    // Where an administrator was at the time is nobody else's business.
    const byOthers = body.audit_events.filter(event => event.actor_id !== null && event.actor_id !== person.id);
    expect(byOthers.map(({ ip, user_agent }) => [ip, user_agent])).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(JSON.stringify(body)).not.toMatch(/argon2|secret|password_hash/);
  });

  it('is one’s own alone', async () => {
    const { tokens } = await newLogin(service.api);
    const other = await newLogin(service.api);
    const { body } = await service.api.get<Export>(PATH, { token: tokens.access_token });
    expect(JSON.stringify(body)).not.toContain(other.person.id);
    expect(JSON.stringify(body)).not.toContain(other.person.email);
  });

  it('holds tens of thousands of sessions and events, each once', async () => {
    const { person, tokens } = await newLogin(service.api);
    await database.query(
      `INSERT INTO sessions (id, user_id, client_id, jti, issued_at, expires_at, last_used_at, idle_seconds,
                             opened_epoch, secret_hash, rotated_at)
       SELECT gen_random_uuid(), $1, 'gatehouse', 'j', now(), now() + interval '1 day', now(), 3600, 0, '', now()
       FROM generate_series(1, 20000)`,
      [person.id],
    );
    await database.query(
      `INSERT INTO audit_events (id, kind, actor_id, target_id)
       SELECT gen_random_uuid(), 'authn_login_success', CASE WHEN n % 2 = 0 THEN $1::uuid END, $1::text
       FROM generate_series(1, 20000) AS n`,
      [person.id],
    );
    const { status, body } = await service.api.get<Export>(PATH, { token: tokens.access_token });
    expect(status).toBe(200);
    expect(new Set(body.sessions.map(session => session['id'])).size).toBe(20_001);
    expect(body.sessions).toHaveLength(20_001);
    const [events] = await database.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM audit_events WHERE actor_id = $1 OR target_id = $1::text',
      [person.id],
    );
    expect(body.audit_events).toHaveLength(Number(events?.n));
    expect(new Set(body.audit_events.map(event => event.id)).size).toBe(events?.n);
  }, 60_000);

  it('may be larger than the memory of the service', async () => {
    const small = await Gatehouse.start(database, { NODE_OPTIONS: '--max-old-space-size=96' });
    const { person, tokens } = await newLogin(small.api);
    await database.query(
      `INSERT INTO audit_events (id, kind, actor_id, target_id, details)
       SELECT gen_random_uuid(), 'authn_login_success', $1::uuid, $1::text, jsonb_build_object('padding', repeat('b', 2000))
       FROM generate_series(1, 70000) AS n`,
      [person.id],
    );
    await database.query('ANALYZE audit_events');
    const response = await fetch(small.url + PATH, { headers: { authorization: `Bearer ${tokens.access_token}` } });
    // A slow reader: what it has not taken yet must not wait in memory.
    await delay(1000);
    let bytes = 0;
    for await (const chunk of response.body ?? []) bytes += (chunk as Uint8Array).length;
    expect(bytes / 2 ** 20).toBeGreaterThan(140);
    expect((await small.api.me(tokens.access_token)).status).toBe(200);
    await small.stop();
  }, 60_000);

  it('that breaks off does not look whole', async () => {
    const { person, tokens } = await newLogin(service.api);
    await database.query(
      `INSERT INTO audit_events (id, kind, actor_id, target_id, details)
       SELECT gen_random_uuid(), 'authn_login_success', $1::uuid, $1::text, jsonb_build_object('padding', repeat('b', 2000))
       FROM generate_series(1, 3000) AS n`,
      [person.id],
    );
    const response = await fetch(service.url + PATH, { headers: { authorization: `Bearer ${tokens.access_token}` } });
    await expectBrokenOff(database, response);
  });

  it('is not made where it cannot be audited', async () => {
    const { tokens } = await newLogin(service.api);
    const asking = (): Promise<Answer> => service.api.get(PATH, { token: tokens.access_token });
    expect((await whileNothingIsRecorded(database, asking)).status).toBe(500);
  });

  it('is for people, and not too often', async () => {
    const client = await service.api.post('/v1/clients', { name: 'curious', scopes: ['users:read'] }, { token });
    const answer = await fetch(`${service.url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: String(client.body['client_id']),
        client_secret: String(client.body['client_secret']),
      }),
    });
    const { access_token } = (await answer.json()) as { access_token: string };
    expect((await service.api.get(PATH, { token: access_token })).status).toBe(403);
    const limited = await Gatehouse.start(database, { GATEHOUSE_THROTTLE: 'on' });
    const { tokens } = await newLogin(limited.api);
    const statuses: number[] = [];
    for (let i = 0; i < 12; i++) statuses.push((await limited.api.get(PATH, { token: tokens.access_token })).status);
    expect(statuses.filter(status => status === 429)).toHaveLength(2);
    await limited.stop();
  });
});
