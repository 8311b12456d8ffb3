import { statement } from '#libs/persistence';

/** Which events are in the tallies. */
export interface TalliedRange {
  /** The least id; `FIRST_ID` once there is nothing older that is to be tallied yet. */
  readonly first: string;
  /** The greatest id: what comes after it is read from the events themselves. */
  readonly last: string;
  /** By the database's clock. */
  readonly now: Date;
}

const SELECT = 'SELECT first, last, statement_timestamp() AS now FROM tallied_range';

export const selectRange = statement<TalliedRange>('tallies.range', SELECT);

/** Nothing, where another instance is at it. */
export const lockRange = statement<TalliedRange>('tallies.lock_range', `${SELECT} FOR UPDATE SKIP LOCKED`);

export const moveRange = statement<never, [first: string, last: string]>(
  'tallies.move_range',
  'UPDATE tallied_range SET first = $1, last = $2',
);

/**
 * What holds for an event that is in no tally yet, and later than all that are. The value lets the database see that these are few; the
 * row, which is read in the same snapshot as the tallies, has the last word: so nothing counts twice, and nothing is left out.
 * @param last SQL for `TalliedRange.last`, read before
 */
export const untallied = (last: string): string => `id > ${last}::uuid AND id > (SELECT last FROM tallied_range)`;
