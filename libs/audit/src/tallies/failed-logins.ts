import { Injectable } from '@nestjs/common';
import { Database, plannedAnew, type Statement } from '#libs/persistence';
import { lowestIdAt } from '../id-times.js';
import { CLOCKS_DIFFER_MS } from '../select-events.js';
import { ACCOUNT_OF_EVENT, FAILED_LOGIN, NO_ACCOUNT } from './tallied.js';
import { selectRange, type TalliedRange, untallied } from './tallied-range.js';

/** Pairs of address and account, of one hour each, that are looked through for an answer: what bounds its time. */
export const MOST_PAIRS = 150_000;

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

export function selectFailures(
  by: FailingBy,
  { since, until, limit }: FailuresAsked,
  { last }: Pick<TalliedRange, 'last'>,
): { statement: Statement<Failures, Values>; values: Values } {
  const from = lowestIdAt(since.getTime() - CLOCKS_DIFFER_MS);
  const before = lowestIdAt(until.getTime() + CLOCKS_DIFFER_MS);
  const isAccount = `user_id <> '${NO_ACCOUNT}'`;
  const others = by === 'ip' ? `count(*) FILTER (WHERE ${isAccount})` : 'count(*)';
  const text = `
    WITH kept AS MATERIALIZED (
      SELECT ip, user_id, count FROM failed_logins WHERE hour >= $1 AND hour < $2
      ORDER BY hour DESC LIMIT ${MOST_PAIRS + 1}
    ), pair AS (
      SELECT ip, user_id, sum(count) AS count FROM (
        SELECT ip, user_id, count FROM kept
        UNION ALL
        SELECT ip, ${ACCOUNT_OF_EVENT}, 1 FROM audit_events
        WHERE ${FAILED_LOGIN} AND ${untallied('$4')} AND id < $5::uuid AND occurred_at >= $1 AND occurred_at < $2
      ) AS failed GROUP BY ip, user_id
    )
    SELECT ${by}::text AS key, sum(count)::integer AS failures, ${others}::integer AS others,
           (SELECT count(*) FROM kept) <= ${MOST_PAIRS} AS complete
    FROM pair ${by === 'user_id' ? `WHERE ${isAccount}` : ''}
    GROUP BY ${by} ORDER BY failures DESC, key LIMIT $3`;
  return { statement: plannedAnew(text), values: [since, until, limit, last > from ? last : from, before] };
}
