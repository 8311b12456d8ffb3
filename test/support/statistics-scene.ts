import { expect } from '@jest/globals';
import type { Api } from './api.js';
import type { TestDatabase } from './database.js';

/** Events of four weeks up to now, of all sorts that are counted and of one that is not: one every seven minutes. */
export const EVENTS = 5800;
export const ACCOUNTS = ['1', '2', '3'].map(n => `00000000-0000-7000-9000-00000000000${n}`);

/** SQL: the id that an event of this time may have. */
export const idAt = (at: string, n: string): string =>
  `(lpad(to_hex((extract(epoch FROM ${at}) * 1000)::bigint), 12, '0') || '70008' || lpad(to_hex(${n}), 15, '0'))::uuid`;

export async function fillTrail(database: TestDatabase): Promise<void> {
  await database.query(
    `INSERT INTO audit_events (id, kind, occurred_at, actor_id, target_id, ip, details)
     SELECT ${idAt('at', 'n')}, kind, at, CASE WHEN n % 3 = 0 THEN $2::uuid END,
            CASE WHEN n % 5 > 1 THEN ($3::text[])[n % 5 - 1] END, CASE WHEN n % 50 > 0 THEN '198.51.100.' || n % 9 END,
            CASE WHEN kind = 'factor_refused' THEN jsonb_build_object('count', n % 3 + 1)
                 WHEN n % 6 = 0 THEN jsonb_build_object('client_id', $2::text) ELSE '{}' END
     FROM (
       SELECT n, now() - n * interval '7 minutes' AS at,
              (ARRAY['authn_login_success', 'authn_login_fail', 'authn_login_fail', 'authn_login_factor_required', 'factor_refused',
                     'user_created', 'user_deleted', 'authz_role_granted'])[n % 8 + 1] AS kind
       FROM generate_series(1, $1::int) n
     ) AS made`,
    [EVENTS, ACCOUNTS[0], ACCOUNTS],
  );
}

/** Has nothing be tallied yet, and later events be first in turn; if not `isWhole`, there is what lies before to be counted backwards. */
export async function talliedFrom(database: TestDatabase, daysAgo: number, isWhole: boolean): Promise<void> {
  await database.query('TRUNCATE audit_tallies, failed_logins');
  const bound = idAt(`(now() - ${daysAgo} * interval '1 day')`, '0');
  await database.query(
    `UPDATE tallied_range SET last = ${bound}, first = ${isWhole ? `'00000000-0000-0000-0000-000000000000'` : bound}`,
  );
}

type Counts = Record<string, Record<string, number>>;

/** What a plain reading of every event comes to, by the beginnings of steps. */
export async function countedByHand(database: TestDatabase, step: string, since: Date, until: Date): Promise<Counts> {
  const rows = await database.query<{ at: Date } & Record<string, number>>(
    `SELECT date_trunc($1, occurred_at, 'UTC') AS at,
            count(*) FILTER (WHERE kind = 'authn_login_success' AND details->>'client_id' IS NULL)::int AS success,
            count(*) FILTER (WHERE kind = 'authn_login_factor_required')::int AS factor_required,
            count(*) FILTER (WHERE kind = 'authn_login_fail')::int AS wrong,
            coalesce(sum((details->>'count')::int) FILTER (WHERE kind = 'factor_refused' AND actor_id IS NULL), 0)::int AS wrong_factor,
            count(*) FILTER (WHERE kind = 'authn_login_success' AND details->>'client_id' IS NOT NULL)::int AS applications
     FROM audit_events WHERE occurred_at >= $2 AND occurred_at < $3 GROUP BY 1`,
    [step, since, until],
  );
  return byTime(rows.map(({ at, ...counts }) => ({ ...counts, at: at.toISOString() })));
}

interface Series {
  readonly since: string;
  readonly until: string;
  readonly complete_since: string | null;
  readonly items: readonly (Record<string, number> & { readonly at: string })[];
}

/** What the service says, in the same form, and of which time. */
export async function countedByService(
  api: Api,
  token: string,
  step: string,
  days: number,
): Promise<{ counts: Counts; since: Date; until: Date; completeSince: string | null }> {
  const since = new Date(Date.now() - days * 86_400_000 + 60_000).toISOString();
  const { status, body } = await api.get<Series>(`/v1/statistics/logins?step=${step}&since=${since}`, { token });
  expect(status).toBe(200);
  const [first, last] = [new Date(body.since), new Date(body.until)];
  return { counts: byTime(body.items), since: first, until: last, completeSince: body.complete_since };
}

/** Without those of which there is nothing. */
function byTime(rows: readonly (Record<string, unknown> & { readonly at: string })[]): Counts {
  const some = rows.map(({ at, ...counts }) => [at, counts] as const);
  return Object.fromEntries(some.filter(([, counts]) => Object.values(counts).some(count => count !== 0))) as Counts;
}
