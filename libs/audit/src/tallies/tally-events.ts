import { Injectable } from '@nestjs/common';
import { Chore } from '#libs/housekeeping';
import { Database, statement, type Transaction } from '#libs/persistence';
import { FIRST_ID, lowestIdAt } from '#libs/platform';
import { ACCOUNT_OF_EVENT, AMOUNT_OF_EVENT, FAILED_LOGIN, KEPT_DAYS, NAME_OF_EVENT, STEPS } from './tallied.js';
import { lockRange, moveRange, type TalliedRange } from './tallied-range.js';

/** Events that are read at once, each way. What is written is far less: most of them are in the same minutes. */
const BATCH = 1000;
/**
 * So old an event has to be. Its id has the time of the instance that made it, whose clock may be behind, and it is there only once
 * its transaction has ended: whatever came later with a smaller id would be missed for good.
 */
const SETTLED_MS = 10 * 60_000;

/**
 * Counts the events of the trail, each once: onwards from where it stopped the last time, and, for those that were there before there
 * were tallies, backwards. What was counted and how far it has come are one transaction. One instance does it at a time; the others leave
 * it alone meanwhile.
 */
@Injectable()
export class TallyEvents extends Chore {
  override readonly done = 'audit events tallied';
  override readonly isRoutine = true;

  constructor(private readonly database: Database) {
    super();
  }

  /** @returns how many events were counted */
  override execute(): Promise<number> {
    return this.database.transaction(async transaction => {
      const [range] = await transaction.run(lockRange, []);
      return range === undefined ? 0 : this.advance(transaction, range);
    });
  }

  private async advance(transaction: Transaction, { first, last, now }: TalliedRange): Promise<number> {
    const kept_since = new Date(now.getTime() - KEPT_DAYS * 86_400_000);
    const before = lowestIdAt(now.getTime() - SETTLED_MS);
    const later = await this.tally(transaction, onwards, { bound: last, end: before, batch: BATCH, kept_since });
    const isWhole = first === FIRST_ID;
    const earlier = isWhole
      ? NOTHING
      : await this.tally(transaction, backwards, { bound: first, end: FIRST_ID, batch: BATCH, kept_since });
    const reached = earlier.read < BATCH ? FIRST_ID : (earlier.reached ?? FIRST_ID);
    await transaction.run(moveRange, [reached, later.reached ?? last]);
    return later.read + earlier.read;
  }

  private async tally(transaction: Transaction, way: typeof onwards, values: Values): Promise<Part> {
    return (await transaction.run(way, values))[0] ?? NOTHING;
  }
}

interface Part {
  readonly read: number;
  /** The id of the last one; null: there was none. */
  readonly reached: string | null;
}
const NOTHING: Part = { read: 0, reached: null };

interface Values {
  readonly bound: string;
  readonly end: string;
  readonly batch: number;
  readonly kept_since: Date;
}

const COLUMNS = 'id, kind, occurred_at, actor_id, target_id, ip, details';

const ADD_TO_TALLIES = `
  INSERT INTO audit_tallies AS t (step, at, name, count)
  SELECT step, date_trunc(step, occurred_at, 'UTC') AS at, name, sum(amount)
  FROM (SELECT occurred_at, ${NAME_OF_EVENT} AS name, ${AMOUNT_OF_EVENT} AS amount FROM batch) AS event
    CROSS JOIN unnest('{${STEPS.join(',')}}'::text[]) AS step
  WHERE name IS NOT NULL AND (step <> 'minute' OR occurred_at >= :kept_since)
  GROUP BY 1, 2, 3
  ON CONFLICT (step, at, name) DO UPDATE SET count = t.count + excluded.count`;

const ADD_TO_FAILED_LOGINS = `
  INSERT INTO failed_logins AS f (hour, ip, user_id, count)
  SELECT date_trunc('hour', occurred_at, 'UTC') AS hour, ip, ${ACCOUNT_OF_EVENT} AS user_id, count(*)
  FROM batch WHERE ${FAILED_LOGIN} AND occurred_at >= :kept_since
  GROUP BY 1, 2, 3
  ON CONFLICT (hour, ip, user_id) DO UPDATE SET count = f.count + excluded.count`;

/** @param where which events, in the order in which they are read */
const tallying = (where: string, furthest: 'max' | 'min'): string =>
  `WITH batch AS MATERIALIZED (SELECT ${COLUMNS} FROM audit_events WHERE ${where} LIMIT :batch),
     tallied AS (${ADD_TO_TALLIES}), failed AS (${ADD_TO_FAILED_LOGINS})
   SELECT count(*)::integer AS read, ${furthest}(id::text)::uuid AS reached FROM batch`;

const onwards = statement<Part, Values>('tallies.onwards', tallying('id > :bound AND id < :end ORDER BY id', 'max'));

const backwards = statement<Part, Values>(
  'tallies.backwards',
  tallying('id < :bound AND id >= :end ORDER BY id DESC', 'min'),
);
