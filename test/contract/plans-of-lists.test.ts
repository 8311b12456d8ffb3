import { beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type AuditFilter, rangeOf, selectEvents } from '../../libs/audit/src/select-events.js';
import { selectHolders } from '../../libs/roles/src/permissions/permission-holders.js';
import { selectMembers } from '../../libs/roles/src/members/members.js';
import { type UserFilter, usersOf } from '../../libs/users/src/user-directory.js';
import { Gatehouse } from '../support/gatehouse.js';
import { useDatabase } from '../support/use-gatehouse.js';
import { use } from '../support/use.js';

const EVENTS = 300_000;
const USERS = 60_000;
const PAGE = 50;
/** What may be read beside the page, for each of the ways that are merged: an hour's events, since clocks may differ so much. */
const SPARE = 80;

/** One operation of an execution that was measured. */
interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

const uuid = (number: number): string => `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
/** Does a third of all there is to do. */
const LOUD = uuid(1);
/** Has done five things, long ago, and suffered as many. */
const QUIET = uuid(2);
const STRANGER = uuid(3);
/** Has done a third of all, and nothing for long. */
const ONCE_LOUD = uuid(4);

/** Lists are asked for while the tables grow: what one costs must not depend on how much there is of others. */
describe('in large tables', () => {
  const database = useDatabase();
  const client = use(connect, client => client.end());

  beforeAll(async () => {
    const service = await Gatehouse.start(database);
    await service.stop();
    await client.query(FILL_SUBJECTS, [USERS]);
    await client.query(FILL_USERS, [USERS]);
    await client.query(FILL_ROLES, [USERS]);
    await client.query(FILL_EVENTS, [EVENTS, LOUD, QUIET, USERS]);
    for (const table of ['subjects', 'users', 'user_roles', 'audit_events']) await client.query(`ANALYZE ${table}`);
  }, 120_000);

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client(database.url);
    await client.connect();
    return client;
  }

  async function planOf(text: string, values: readonly unknown[]): Promise<Plan> {
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `EXPLAIN (ANALYZE, FORMAT JSON, TIMING OFF) ${text}`,
      [...values],
    );
    const plan = rows[0]?.['QUERY PLAN'][0].Plan;
    if (plan === undefined) throw new Error('there is no plan');
    return plan;
  }

  /** The rows of tables that were looked at; for each of them, whether it was wanted or not. */
  function rowsRead(plan: Plan): number {
    const own =
      plan['Relation Name'] === undefined
        ? 0
        : (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops'];
    return (plan.Plans ?? []).reduce((sum, inner) => sum + rowsRead(inner), own);
  }

  const nodesOf = (plan: Plan): string[] => [plan['Node Type'], ...(plan.Plans ?? []).flatMap(nodesOf)];

  async function expectBounded(text: string, values: readonly unknown[], most: number): Promise<void> {
    const plan = await planOf(text, values);
    expect(nodesOf(plan)).not.toContain('Seq Scan');
    const read = rowsRead(plan);
    expect({ read, isBounded: read <= most }).toEqual({ read, isBounded: true });
  }

  describe('the audit trail', () => {
    const who: [string, AuditFilter][] = [
      ['what somebody quiet has done', { actor: QUIET }],
      ['what somebody loud has done', { actor: LOUD }],
      ['what somebody has done who was loud once', { actor: ONCE_LOUD }],
      ['what is about somebody who was loud once', { subject: ONCE_LOUD }],
      ['what nobody has done', { actor: STRANGER }],
      ['what was done to somebody quiet', { target: QUIET }],
      ['what is about somebody quiet', { subject: QUIET }],
      ['what is about somebody loud', { subject: LOUD }],
      ['what is about nobody', { subject: STRANGER }],
      ['who was given a role that all have', { role: 'user' }],
      ['who was given a role that is rare', { role: 'rare' }],
      ['who was given a role that is not there', { role: 'nothing' }],
    ];
    const more: [string, AuditFilter][] = [
      ['', {}],
      ['of a kind that is common', { kind: 'authn_login_success' }],
      ['of a kind that is rare', { kind: 'user_deleted' }],
      ['of a kind that never was', { kind: 'key_retired' }],
      ['given a role that all have', { kind: 'authz_role_granted' }],
      ['taken a role', { kind: 'authz_role_revoked' }],
    ];
    const times: [string, AuditFilter, string | undefined][] = [
      ['', {}, undefined],
      ['from the middle on', {}, uuidAt(EVENTS / 2)],
      ['at the end', {}, uuidAt(100)],
      ['of a while', { since: timeOf(EVENTS / 3), until: timeOf(EVENTS / 2) }, undefined],
    ];
    const cases = [...who, ['everything', {}] as [string, AuditFilter]].flatMap(([whose, filter]) =>
      more.flatMap(([which, kind]) =>
        times.map(([when, time, after]): [string, AuditFilter, string | undefined] => [
          [whose, which, when].filter(part => part !== '').join(', '),
          { ...filter, ...kind, ...time },
          after,
        ]),
      ),
    );

    it.each(cases)('finds %s', async (_what, filter, after) => {
      const { statement, values } = selectEvents(filter, rangeOf(filter, after, PAGE + 1));
      const ways = (filter.subject === undefined ? 1 : 3) * (filter.role === undefined ? 1 : 2);
      await expectBounded(statement.text, values, ways * (PAGE + 1 + SPARE));
    });

    it.each<[string, AuditFilter]>([
      ['loud, to somebody quiet', { actor: LOUD, target: QUIET }],
      ['quiet, to a common target', { actor: QUIET, target: 'session' }],
      ['quiet, with a role that all have', { subject: QUIET, role: 'user' }],
      ['loud, about somebody quiet', { actor: LOUD, subject: QUIET }],
      ['loud, with a role that is rare', { actor: LOUD, role: 'rare' }],
      ['loud, with a role that all have', { actor: LOUD, role: 'user' }],
      [
        'loud once, with a role that is rare, for good',
        { subject: ONCE_LOUD, role: 'rare', kind: 'authz_role_granted' },
      ],
    ])('finds by the rarer of two what is by somebody %s', async (_what, filter) => {
      const { statement, values } = selectEvents(filter, rangeOf(filter, undefined, PAGE + 1));
      await expectBounded(statement.text, values, 6 * (PAGE + 1 + SPARE));
    });

    it('finds the same as a plain reading of every event does', async () => {
      const filter = { subject: LOUD, since: timeOf(1000), until: timeOf(EVENTS - 1000) };
      const { statement, values } = selectEvents(filter, rangeOf(filter, uuidAt(EVENTS / 2), PAGE));
      const { rows } = await client.query<{ id: string }>(statement.text, [...values]);
      const plain = await client.query<{ id: string }>(
        `SELECT id FROM audit_events
         WHERE (actor_id = $1::uuid OR target_id = $1::uuid::text OR details->>'user_id' = $1::uuid::text) AND id < $2
           AND occurred_at >= $3 AND occurred_at < $4 ORDER BY id DESC LIMIT ${PAGE}`,
        [LOUD, uuidAt(EVENTS / 2), filter.since, filter.until],
      );
      expect(rows.map(({ id }) => id)).toEqual(plain.rows.map(({ id }) => id));
    });
  });

  describe('the list of users', () => {
    it.each<[string, UserFilter]>([
      ['all', {}],
      ['whose address begins rarely', { email_prefix: 'p12345@' }],
      ['whose address begins as no other does', { email_prefix: 'nobody' }],
      ['whose address begins as all do', { email_prefix: 'p' }],
      ['who are disabled', { status: 'disabled' }],
      ['who are invited, of whom there is none', { status: 'invited' }],
      ['who have a rare role', { role: 'rare' }],
      ['who have a role that all have', { role: 'user' }],
      ['who are disabled and have a role that all have', { status: 'disabled', role: 'user' }],
    ])('finds those %s', async (_what, filter) => {
      const { statement, values } = usersOf({ limit: PAGE, after: undefined }, filter);
      // Each is looked up in three tables.
      await expectBounded(statement.text, values, 4 * (PAGE + 1 + SPARE));
    });
  });

  it.each(['', uuid(USERS / 2), uuid(USERS - 10)])(
    'members and holders are read from where the page begins: %s',
    async after => {
      const cursor = after === '' ? null : after;
      // As a plan that has to be good for every page.
      await client.query('SET plan_cache_mode = force_generic_plan');
      const members = "EXECUTE members('user', " + (cursor === null ? 'NULL' : `'${cursor}'`) + `, ${PAGE + 1})`;
      const holders =
        "EXECUTE holders(ARRAY['user', 'rare'], " + (cursor === null ? 'NULL' : `'${cursor}'`) + `, ${PAGE + 1})`;
      await client.query(`PREPARE members AS ${selectMembers.text}`);
      await client.query(`PREPARE holders AS ${selectHolders.text}`);
      await expectBounded(members, [], PAGE + 1 + SPARE);
      await expectBounded(holders, [], 6 * (PAGE + 1 + SPARE));
      await client.query('DEALLOCATE ALL');
      await client.query('RESET plan_cache_mode');
    },
  );
});

/** When event number n happened: one a minute. */
function timeOf(n: number): Date {
  return new Date(Date.UTC(2020, 0) + Math.floor(n) * 60_000);
}

function uuidAt(n: number): string {
  const hex = timeOf(n).getTime().toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

const ID = (n: string): string => `('00000000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

const FILL_SUBJECTS = `
  INSERT INTO subjects (id, kind, status)
  SELECT ${ID('n')}, 'user', CASE WHEN n % 1000 = 7 THEN 'disabled' ELSE 'active' END FROM generate_series(1, $1::int) n`;

const FILL_USERS = `
  INSERT INTO users (id, email, password_hash)
  SELECT ${ID('n')}, 'p' || n || '@example.test', '' FROM generate_series(1, $1::int) n`;

const FILL_ROLES = `
  WITH role AS (INSERT INTO roles (name) VALUES ('rare') RETURNING name)
  INSERT INTO user_roles (user_id, role)
  SELECT ${ID('n')}, 'user' FROM generate_series(1, $1::int) n
  UNION ALL SELECT ${ID('n * 100')}, name FROM role, generate_series(1, 5) n`;

/**
 * Logins most of all, with what they are like otherwise: a third of all by somebody loud, some sessions ended by others, roles
 * given, deletions once in a while; and ten events about somebody quiet, long ago.
 */
const FILL_EVENTS = `
  INSERT INTO audit_events (id, kind, occurred_at, actor_id, target_id, ip, user_agent, details)
  SELECT (lpad(to_hex(extract(epoch FROM at)::bigint * 1000 + (extract(milliseconds FROM at)::bigint % 1000)), 12, '0')
            || '70008' || lpad(to_hex(n), 15, '0'))::uuid,
         kind, at,
         CASE WHEN n % 3 = 0 THEN $2::uuid WHEN n < $1::int / 3 AND n % 3 = 1 THEN '${ONCE_LOUD}'::uuid WHEN n < 500 AND n % 100 = 2 THEN $3::uuid
              ELSE ${ID('5 + n % ($4::int - 5)')} END,
         CASE WHEN n < 500 AND n % 100 = 5 THEN $3::uuid::text
              WHEN kind = 'authn_login_success' THEN CASE WHEN n % 7 = 0 THEN 'session' ELSE gen_random_uuid()::text END
              ELSE ${ID('5 + (n * 7) % ($4::int - 5)')}::text END,
         '203.0.113.7', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0',
         CASE kind
           WHEN 'session_revoked' THEN jsonb_build_object('reason', 'logout', 'user_id', ${ID('5 + (n * 11::bigint) % ($4::int - 5)')})
           WHEN 'authz_role_granted' THEN jsonb_build_object('role', CASE WHEN n = 13 THEN 'rare' ELSE 'user' END)
           WHEN 'authz_role_revoked' THEN jsonb_build_object('role', 'user')
           ELSE '{}' END
  FROM (
    SELECT n, timestamptz '2020-01-01 00:00:00Z' + n * interval '1 minute' AS at,
           CASE WHEN n % 13 = 0 THEN 'authz_role_granted' WHEN n % 17 = 0 THEN 'session_revoked'
                WHEN n = 100001 THEN 'user_deleted' WHEN n = 100003 THEN 'authz_role_revoked'
                ELSE 'authn_login_success' END AS kind
    FROM generate_series(1, $1::int) n
  ) made`;
