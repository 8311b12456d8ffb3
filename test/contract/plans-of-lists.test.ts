import { beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type AuditFilter, rangeOf, selectEvents } from '../../libs/audit/src/select-events.js';
import { selectNames } from '../../libs/audit/src/names/event-names.js';
import { selectCounts } from '../../libs/audit/src/tallies/event-counts.js';
import { selectFailures } from '../../libs/audit/src/tallies/failed-logins.js';
import { selectHolders } from '../../libs/roles/src/permissions/permission-holders.js';
import { selectMembers } from '../../libs/roles/src/members/members.js';
import { type UserFilter, usersOf } from '../../libs/users/src/user-directory.js';
import { endOfNext, NEXT } from '../../libs/users/src/end-of-next.js';
import { alongPieces, amongNext } from '../../libs/users/src/search-by-part.js';
import type { UserOrder } from '../../libs/users/src/user-order.js';
import { Gatehouse } from '../support/gatehouse.js';
import {
  EVENTS,
  fillTables,
  LOUD,
  ONCE_LOUD,
  QUIET,
  RARE_ADDRESS,
  SHARED_ADDRESS,
  timeOf,
  USERS,
  uuid,
  uuidAt,
} from '../support/large-tables.js';
import { nodesOf, planOf, rowsRead } from '../support/query-plan.js';
import { TRAIL_CASES } from '../support/trail-cases.js';
import { useDatabase } from '../support/use-gatehouse.js';
import { use } from '../support/use.js';

const PAGE = 50;
/** What may be read beside the page, for each of the ways that are merged: an hour's events, since clocks may differ so much. */
const SPARE = 80;

/** Lists are asked for while the tables grow: what one costs must not depend on how much there is of others. */
describe('in large tables', () => {
  const database = useDatabase();
  const client = use(connect, client => client.end());

  beforeAll(async () => {
    const service = await Gatehouse.start(database);
    await service.stop();
    await fillTables(client);
  }, 120_000);

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client(database.url);
    await client.connect();
    return client;
  }

  async function expectBounded(text: string, values: readonly unknown[], most: number): Promise<void> {
    const plan = await planOf(client, text, values);
    expect(nodesOf(plan)).not.toContain('Seq Scan');
    const read = rowsRead(plan);
    expect({ read, isBounded: read <= most }).toEqual({ read, isBounded: true });
  }

  describe('the audit trail', () => {
    it.each(TRAIL_CASES)('finds %s', async (_what, filter, after) => {
      const { statement, values } = selectEvents(filter, rangeOf(filter, after, PAGE + 1));
      const kinds = filter.kinds?.length ?? (filter.role === undefined ? 1 : 2);
      const ways = (filter.subject === undefined ? 1 : 3) * kinds;
      await expectBounded(statement.text, values, ways * (PAGE + 1 + SPARE));
    });

    it.each<[string, AuditFilter]>([
      ['loud, to somebody quiet', { actor: LOUD, target: QUIET }],
      ['quiet, to a common target', { actor: QUIET, target: 'session' }],
      ['quiet, with a role that all have', { subject: QUIET, role: 'user' }],
      ['loud, about somebody quiet', { actor: LOUD, subject: QUIET }],
      ['loud, from a rare address', { actor: LOUD, ip: RARE_ADDRESS }],
      ['quiet, from an address that many share', { subject: QUIET, ip: SHARED_ADDRESS }],
      ['loud, with a role that is rare', { actor: LOUD, role: 'rare' }],
      ['loud, with a role that all have', { actor: LOUD, role: 'user' }],
      [
        'loud once, with a role that is rare, for good',
        { subject: ONCE_LOUD, role: 'rare', kinds: ['authz_role_granted'] },
      ],
    ])('finds by the rarer of two what is by somebody %s', async (_what, filter) => {
      const { statement, values } = selectEvents(filter, rangeOf(filter, undefined, PAGE + 1));
      await expectBounded(statement.text, values, 6 * (PAGE + 1 + SPARE));
    });

    it('names those whom a page is about by looking up no more than them', async () => {
      const ids = Array.from({ length: 3 * PAGE }, (_, index) => uuid(1 + index * 100));
      // Tables of a few rows are read as a whole, whatever is looked for.
      expect(rowsRead(await planOf(client, selectNames.text, [ids]))).toBeLessThan(3 * ids.length);
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
    const cases: [what: string, filter: UserFilter, order?: UserOrder][] = [
      ['all', {}],
      ['whose address begins rarely', { email_prefix: 'p12345@' }],
      ['whose address begins as no other does', { email_prefix: 'nobody' }],
      ['whose address begins as all do', { email_prefix: 'p' }],
      ['who are disabled and have in their address what all have', { email_contains: '@example', status: 'disabled' }],
      ['all, in the order of their addresses', {}, 'email'],
      ['who have a role that all have, in the order of their addresses', { role: 'user' }, 'email'],
      ['who are disabled, in the order of their addresses', { status: 'disabled' }, 'email'],
      ['who are disabled', { status: 'disabled' }],
      ['who are invited, of whom there is none', { status: 'invited' }],
      ['who have a rare role', { role: 'rare' }],
      ['who have a role that all have', { role: 'user' }],
      ['who are disabled and have a role that all have', { status: 'disabled', role: 'user' }],
    ];

    it.each(cases.map(([what, filter, order = 'newest']) => ({ what, filter, order })))(
      'finds those $what',
      async ({ filter, order }) => {
        for (const after of order === 'email' ? [undefined, 'p3'] : [undefined]) {
          const { statement, values } = usersOf({ limit: PAGE, after }, filter, order);
          // Each is looked up in three tables.
          await expectBounded(statement.text, values, 4 * (PAGE + 1 + SPARE));
        }
      },
    );

    it.each([
      ['what is rare', '2345@ex'],
      ['what nobody has', 'nobody'],
      ['what is there in other places alone', 'p59999@test'],
      ['what all have', 'example.test'],
    ])('finds those who have in their address %s', async (_what, text) => {
      for (const order of ['newest', 'email'] as const) {
        const end = endOfNext(order, undefined);
        await expectBounded(end.statement.text, end.values, NEXT);
        const { rows } = await client.query<{ position: string }>(end.statement.text, [...end.values]);
        const position = rows[0]?.position ?? '';
        const next = amongNext(text, order, PAGE + 1, undefined, position);
        // Each is looked at, and looked up in another table if it fits.
        await expectBounded(next.statement.text, next.values, NEXT + 2 * (PAGE + 1));
        const found = await client.query(next.statement.text, [...next.values]);
        if (found.rows.length > PAGE) continue;
        const rest = alongPieces(text, order, PAGE + 1, position);
        await expectBounded(rest.statement.text, rest.values, 4 * (PAGE + 1 + SPARE));
      }
    });
  });

  it.each([
    ['a while', timeOf(EVENTS - 2000)],
    ['all the time', timeOf(0)],
  ])('statistics of %s read no event but those that are not tallied yet', async (_time, since) => {
    const last = uuidAt(EVENTS - PAGE);
    await client.query('UPDATE tallied_range SET last = $1', [last]);
    const asked = { since, until: timeOf(EVENTS + 1), limit: 10 };
    for (const { statement, values } of [
      selectCounts({ names: ['login_success', 'user_created'], step: 'hour', ...asked }, { last }),
      selectFailures('ip', asked, { last }),
    ])
      expect(rowsRead(await planOf(client, statement.text, values))).toBeLessThanOrEqual(PAGE + SPARE);
  });

  it.each(['', uuid(USERS / 2), uuid(USERS - 10)])(
    'members and holders are read from where the page begins: %s',
    async after => {
      const cursor = after === '' ? null : after;
      // As a plan that has to be good for every page.
      await client.query('SET plan_cache_mode = force_generic_plan');
      const members = "EXECUTE members('user', " + (cursor === null ? 'NULL' : `'${cursor}'`) + `, false, ${PAGE + 1})`;
      const holders =
        "EXECUTE holders(ARRAY['user', 'rare'], " + (cursor === null ? 'NULL' : `'${cursor}'`) + `, ${PAGE + 1})`;
      await client.query(`PREPARE members AS ${selectMembers.text}`);
      await client.query(`PREPARE holders AS ${selectHolders.text}`);
      // Each is looked up in two tables besides.
      await expectBounded(members, [], 3 * (PAGE + 1) + SPARE);
      await expectBounded(holders, [], 6 * (PAGE + 1 + SPARE));
      await client.query('DEALLOCATE ALL');
      await client.query('RESET plan_cache_mode');
    },
  );
});
