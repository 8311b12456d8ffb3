import { expect } from '@jest/globals';
import type { Gatehouse } from './gatehouse.js';
import { adminToken, newLogin } from './people.js';

interface Listed {
  readonly items: readonly Record<string, unknown>[];
}

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const CLOCKS_DIFFER_MS = 60_000;

/** What a service that works can do, whatever its database is like: every kind of statement, and every kind of value. */
export async function walk({ api }: Gatehouse): Promise<void> {
  const admin = await adminToken(api);
  const { person, tokens } = await newLogin(api);
  const refreshed = await api.refresh(tokens.refresh_token);
  expect(refreshed.status).toBe(200);
  const token = refreshed.body.access_token;
  const sessions = await api.get<Listed>('/v1/sessions', { token });
  expect(sessions.status).toBe(200);
  expect(sessions.body.items.map(({ issued_at }) => issued_at)).toEqual([expect.stringMatching(RFC_3339)]);
  const issued = Date.parse(String(sessions.body.items[0]?.['issued_at']));
  expect(Math.abs(issued - Date.now())).toBeLessThan(CLOCKS_DIFFER_MS);

  // A role with an end, and who holds it.
  const role = `walk-${person.id.slice(-12)}`;
  const permissions = ['orders:read'];
  expect((await api.post('/v1/roles', { name: role, permissions }, { token: admin })).status).toBe(201);
  const expires_at = new Date(Math.floor(Date.now() / 1000) * 1000 + 3_600_000).toISOString();
  const granted = await api.put(`/v1/users/${person.id}/roles/${role}`, { expires_at }, { token: admin });
  expect(granted.status).toBe(204);
  const grants = await api.get(`/v1/users/${person.id}/roles`, { token: admin });
  expect(JSON.stringify(grants.body)).toContain(expires_at);
  expect((await api.delete(`/v1/users/${person.id}/roles/${role}`, { token: admin })).status).toBe(204);

  expect((await api.delete(`/v1/sessions/${tokens.session_id}`, { token: await freshToken(api, person) })).status).toBe(
    204,
  );
  expect((await api.me(token)).status).toBe(401);
  const feed = await api.get<Listed>('/v1/revocations', { token: admin });
  expect(feed.status).toBe(200);
  expect(feed.body.items).toContainEqual(
    expect.objectContaining({ kind: 'session', sid: tokens.session_id, expires_at: expect.stringMatching(RFC_3339) }),
  );
  const trail = await api.get<Listed>(`/v1/audit-events?target=${person.id}`, { token: admin });
  expect(trail.status).toBe(200);
  expect(trail.body.items.length).toBeGreaterThan(0);
  expect((await api.get('/health/ready')).body).toMatchObject({ status: 'ok' });
}

async function freshToken(api: Gatehouse['api'], person: { email: string; password: string }): Promise<string> {
  return (await api.login(person.email, person.password)).body.access_token;
}
