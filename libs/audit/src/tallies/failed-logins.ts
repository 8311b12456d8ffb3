import { Injectable } from '@nestjs/common';
import { Database, plannedAnew, type Statement } from '#libs/persistence';
import { CLOCKS_DIFFER_MS, lowestIdAt } from '#libs/platform';
import { ACCOUNT_OF_EVENT, FAILED_LOGIN, NO_ACCOUNT } from './tallied.js';
import { selectRange, type TalliedRange, untallied } from './tallied-range.js';

/** Pairs of address and account, of one hour each, that are looked through for an answer: what bounds its time. */
export const MOST_PAIRS = 100_000;

/** Times are at the beginning of an hour. */
export interface FailuresAsked {
  readonly since: Date;
  /** Before. */
  readonly until: Date;
  readonly limit: number;
}

/** One address, or one account. */
export interface Failures {
  readonly key: string;
  readonly failures: number;
  /** Of an address, how many accounts it has failed at; of an account, from how many addresses. */
  readonly others: number;
  /** Whether all were looked through, and not only the latest. */
  readonly complete: boolean;
}

export type FailingBy = 'ip' | 'user_id';

/** Tells from where, or at whose account, most logins have failed. */
@Injectable()
export class FailedLogins {
  constructor(private readonly database: Database) {}

  /** Those with the most failures first. */
  async most(by: FailingBy, asked: FailuresAsked): Promise<Failures[]> {
    const [range] = await this.database.run(selectRange, []);
    if (range === undefined) throw new Error('nothing says what is tallied');
    const { statement, values } = selectFailures(by, asked, range);
    return this.database.run(statement, values);
  }
}

type Values = readonly (string | Date | number)[];

/**
 * Adds up by what is asked for alone, and counts what it was aimed at, or came from, of the few that are told: to group by both takes
 * three times as long.
 */
export function selectFailures(
  by: FailingBy,
  { since, until, limit }: FailuresAsked,
  { last }: Pick<TalliedRange, 'last'>,
): { statement: Statement<Failures, Values>; values: Values } {
  const from = lowestIdAt(since.getTime() - CLOCKS_DIFFER_MS);
  const before = lowestIdAt(until.getTime() + CLOCKS_DIFFER_MS);
  const other = by === 'ip' ? `nullif(user_id, '${NO_ACCOUNT}')` : 'ip';
  const where = by === 'ip' ? '' : `WHERE key <> '${NO_ACCOUNT}'`;
  const text = `
    WITH read AS (
      SELECT ${by} AS key, sum(count)::integer AS failures, sum(count(*)) OVER () AS pairs
      FROM ((${kept(by)}) UNION ALL (SELECT ${by}, 1 FROM (${LATE}) AS late)) AS failed GROUP BY ${by}
    ), most AS MATERIALIZED (SELECT * FROM read ${where} ORDER BY failures DESC, key LIMIT $3)
    SELECT key::text, failures, pairs <= ${MOST_PAIRS} AS complete, (
      SELECT count(DISTINCT ${other})::integer FROM (
        SELECT ip, user_id FROM failed_logins WHERE ${by} = key AND hour >= $1 AND hour < $2
        UNION ALL SELECT ip, user_id FROM (${LATE}) AS late WHERE ${by} = key
      ) AS pair) AS others
    FROM most ORDER BY failures DESC, key`;
  return { statement: plannedAnew(text), values: [since, until, limit, last > from ? last : from, before] };
}

/** In the order of the key, which has all that is read: so nothing is read but the index. */
const kept = (by: FailingBy): string =>
  `SELECT ${by}, count FROM failed_logins WHERE hour >= $1 AND hour < $2 ORDER BY hour DESC LIMIT ${MOST_PAIRS + 1}`;

const LATE = `
  SELECT ip, ${ACCOUNT_OF_EVENT} AS user_id FROM audit_events
  WHERE ${FAILED_LOGIN} AND ${untallied('$4')} AND id < $5::uuid AND occurred_at >= $1 AND occurred_at < $2`;
