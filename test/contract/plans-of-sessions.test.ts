import { beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { endOfLook, LOOKED_AT } from '../../libs/sessions/src/end-of-look.js';
import { sessionsWithin } from '../../libs/sessions/src/search-sessions.js';
import { isSifted, rangeOf, type SessionFilter, type SessionRange } from '../../libs/sessions/src/session-filter.js';
import { Gatehouse } from '../support/gatehouse.js';
import { planOf, rowsRead } from '../support/query-plan.js';
import { use } from '../support/use.js';
import { useDatabase } from '../support/use-gatehouse.js';

const PAGE = 50;
const SESSIONS = 60_000;
const PEOPLE = 20_000;
/** A tenth of all was opened from there, long ago. */
const ONCE_LOUD = '203.0.113.7';
/** Every third was opened from there. */
const SHARED = '203.0.113.8';
const RARE = '2001:db8::7';

const timeOf = (n: number): Date => new Date(Date.UTC(2026, 0) + n * 60_000);

/** The list is asked for while the table grows: what a part costs must not depend on how many sessions there are. */
describe('among many sessions', () => {
  const database = useDatabase();
  const client = use(connect, client => client.end());

  beforeAll(async () => {
    const service = await Gatehouse.start(database);
    await service.stop();
    await client.query(PEOPLE_THERE, [PEOPLE]);
    await client.query(SESSIONS_THERE, [SESSIONS, PEOPLE]);
    await client.query('VACUUM ANALYZE subjects, users, sessions');
  }, 120_000);

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client(database.url);
    await client.connect();
    return client;
  }

  /** @returns how many sessions a part has that begins where the range does */
  async function expectBounded(filter: SessionFilter, after?: string): Promise<number> {
    const range = rangeOf(filter, after);
    const from = isSifted(filter) ? await endOf(filter, range) : range.from;
    const search = sessionsWithin(filter, { ...range, from }, PAGE + 1);
    const read = rowsRead(await planOf(client, search.statement.text, search.values));
    // Each is looked up in another table where it may fit, and those that do in a few more.
    const most = (isSifted(filter) ? 2 * LOOKED_AT : 0) + 5 * (PAGE + 1);
    expect({ read, isBounded: read <= most }).toEqual({ read, isBounded: true });
    return (await client.query(search.statement.text, [...search.values])).rowCount ?? 0;
  }

  async function endOf(filter: SessionFilter, range: SessionRange): Promise<string> {
    const { statement, values } = endOfLook(filter, range);
    expect(rowsRead(await planOf(client, statement.text, values))).toBeLessThanOrEqual(LOOKED_AT);
    return (await client.query<{ id: string }>(statement.text, [...values])).rows[0]?.id ?? range.from;
  }

  it.each<[what: string, filter: SessionFilter, found: number]>([
    ['all', { active: false }, PAGE + 1],
    ['those that are not over', { active: true }, 0],
    ['those of a program that all have', { userAgentPart: 'firefox', active: false }, PAGE + 1],
    ['those of a program that nobody has', { userAgentPart: 'nobody', active: false }, 0],
    ['those of another client', { clientId: 'other', active: false }, 0],
    ['those from an address that many share', { ip: SHARED, active: false }, PAGE + 1],
    [
      'those of another program from an address that many share',
      { ip: SHARED, userAgentPart: 'curl', active: true },
      0,
    ],
    ['those from an address that many shared long ago', { ip: ONCE_LOUD, active: false }, PAGE + 1],
    ['those from a rare address', { ip: RARE, active: false }, 3],
    ['those from a rare address that are not over', { ip: RARE, active: true }, 0],
    ['those from no address', { ip: 'nowhere', active: false }, 0],
    ['those of a time', { since: timeOf(100), until: timeOf(200), active: false }, PAGE + 1],
    ['those from an address, of a time', { ip: RARE, since: timeOf(15_000), until: timeOf(40_000), active: false }, 1],
  ])('finds %s', async (_what, filter, found) => {
    expect(await expectBounded(filter)).toBe(found);
  });

  it('goes on where a part has ended', async () => {
    const { rows } = await client.query<{ id: string }>(
      'SELECT id FROM sessions ORDER BY id OFFSET $1 LIMIT 1',
      [31_000],
    );
    expect(await expectBounded({ active: false }, rows[0]?.id)).toBe(PAGE + 1);
    expect(await expectBounded({ ip: RARE, active: false }, rows[0]?.id)).toBe(2);
  });
});

const ID = (n: string): string => `('00000000-0000-7000-9000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

const PEOPLE_THERE = `
  WITH s AS (INSERT INTO subjects (id, kind, status) SELECT ${ID('n')}, 'user', 'active' FROM generate_series(1, $1::int) n)
  INSERT INTO users (id, email, password_hash)
  SELECT ${ID('n')}, 'p' || n || '@example.test', '' FROM generate_series(1, $1::int) n`;

/** One a minute. All of them are over, as most are that are still there. */
const SESSIONS_THERE = `
  INSERT INTO sessions (id, user_id, client_id, jti, issued_at, expires_at, last_used_at, idle_seconds,
                        opened_epoch, secret_hash, rotated_at, ip, user_agent)
  SELECT (lpad(to_hex(extract(epoch FROM at)::bigint * 1000), 12, '0') || '70008' || lpad(to_hex(n), 15, '0'))::uuid,
         ${ID('1 + n % $2::int')}, 'gatehouse', 'written', at, at + interval '1 hour', at, 3600, 0, '', at,
         CASE WHEN n % 20000 = 10001 THEN '${RARE}' WHEN n < 6000 THEN '${ONCE_LOUD}' WHEN n % 3 = 0 THEN '${SHARED}'
              ELSE '198.51.100.' || n % 250 END,
         'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0'
  FROM (SELECT n, timestamptz '2026-01-01 00:00:00Z' + n * interval '1 minute' AS at FROM generate_series(1, $1::int) n) made`;
