import { beforeAll, describe, expect, it } from '@jest/globals';
import { readCsv } from '../../apps/auth/src/command-line/convert/csv.js';
import { expectBrokenOff, whileNothingIsRecorded } from '../support/audit-troubles.js';
import { clientToken, newClient } from '../support/oauth.js';
import { adminToken, claimsOf, newPerson, type Person } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const PATH = '/v1/audit-events/export';
/** Some parts and a bit: 500 are read at once. */
const MANY = 1700;
const FORMULA = '=HYPERLINK("http://evil.example","Invoice")';

describe('the export of the audit trail', () => {
  const { database, service } = useGatehouse({ GATEHOUSE_MAIL: 'off' });
  let token: string;
  let person: Person;

  beforeAll(async () => {
    token = await adminToken(service.api);
    person = await newPerson(service.api);
    await service.api.post(
      '/v1/auth/login',
      { email: person.email, password: 'not-the-password-at-all' },
      { headers: { 'user-agent': FORMULA } },
    );
    await database.query(
      `INSERT INTO audit_events (id, kind, actor_id, target_id, ip, details)
       SELECT gen_random_uuid(), 'authn_device_new', $1::uuid, $1::text, '2001:db8::7', jsonb_build_object('count', n)
       FROM generate_series(1, ${MANY}) AS n`,
      [person.id],
    );
  });

  async function get(query: Record<string, string>, by = token): Promise<Response> {
    const search = new URLSearchParams(query).toString();
    return fetch(`${service.url}${PATH}?${search}`, { headers: { authorization: `Bearer ${by}` } });
  }

  const rows = async (query: Record<string, string>): Promise<Readonly<Record<string, string>>[]> => [
    ...readCsv(await (await get(query)).text()),
  ];

  it('is a table or lines of all that fits, newest first, with names', async () => {
    const kept = await database.query<{ id: string }>('SELECT id FROM audit_events WHERE ip = $1 ORDER BY id DESC', [
      '2001:db8::7',
    ]);
    const response = await get({ ip: '2001:db8::7', format: 'ndjson' });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="audit-events.ndjson"');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const lines = (await response.text()).trimEnd().split('\n');
    const events = lines.map(line => JSON.parse(line) as { id: string; actor: { label: string } });
    expect(events.map(({ id }) => id)).toEqual(kept.map(({ id }) => id));
    expect(new Set(events.map(({ actor }) => actor.label))).toEqual(new Set([person.email]));

    const table = await rows({ ip: '2001:db8::7' });
    expect(table.map(({ id }) => id)).toEqual(kept.map(({ id }) => id));
    const one = { kind: 'authn_device_new', actor_kind: 'user', actor_label: person.email, target_label: person.email };
    expect(table[0]).toMatchObject({ ...one, ip: '2001:db8::7', owner_id: '' });
    expect(JSON.parse(table[0]?.['details'] ?? '')).toEqual({ count: expect.any(Number) });
  });

  it('is filtered as the list is, and nothing in it is a formula', async () => {
    const response = await get({ kinds: 'authn_login_fail', target: person.id, format: 'csv' });
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    const text = await response.text();
    expect(text.split('\r\n')).toHaveLength(3);
    const [failed] = [...readCsv(text)];
    expect(failed).toMatchObject({ actor_kind: 'stranger', target_label: person.email, user_agent: `'${FORMULA}` });
    expect(await rows({ kind: 'user_deleted' })).toEqual([]);
  });

  it('is told of in the trail, with no address in what stays there', async () => {
    await rows({ subject: person.id, ip: '2001:db8::9', target: person.email, since: '2030-01-01T00:00:00Z' });
    const [event] = await database.query(
      `SELECT actor_id, details FROM audit_events WHERE kind = 'audit_trail_exported' ORDER BY id DESC LIMIT 1`,
    );
    expect(event).toEqual({
      actor_id: claimsOf(token)['sub'],
      details: {
        format: 'csv',
        subject: person.id,
        since: '2030-01-01T00:00:00.000Z',
        by_target: true,
        by_address: true,
      },
    });
  });

  it('is not made where that cannot be told, and breaks off where it cannot be read to its end', async () => {
    expect((await whileNothingIsRecorded(database, () => get({}))).status).toBe(500);
    await database.query(
      `UPDATE audit_events SET details = jsonb_build_object('padding', repeat('b', 4000)) WHERE ip = '2001:db8::7'`,
    );
    const response = await get({ ip: '2001:db8::7' });
    await expectBrokenOff(database, response);
  });

  it('is for those who may read the trail, in the forms that there are', async () => {
    const { api } = service;
    const stranger = await clientToken(api, await newClient(api, token, { scopes: ['users:read'] }));
    expect((await get({}, stranger)).status).toBe(403);
    for (const query of [{ format: 'xml' }, { limit: '1' }, { cursor: 'x' }, { kinds: 'tea_made' }])
      expect((await get(query)).status).toBe(400);
  });
});
