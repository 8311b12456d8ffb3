import { Injectable } from '@nestjs/common';
import { Database, plannedAnew, type Statement } from '#libs/persistence';
import { CLOCKS_DIFFER_MS, FIRST_ID, lowestIdAt, timeOfId } from '#libs/platform';
import { AMOUNT_OF_EVENT, NAME_OF_EVENT, type Step, TALLIED, type Tallied } from './tallied.js';
import { selectRange, type TalliedRange, untallied } from './tallied-range.js';

/** What is asked for: both times at the beginning of a step. */
export interface CountsAsked {
  readonly names: readonly Tallied[];
  readonly step: Step;
  readonly since: Date;
  /** Before. */
  readonly until: Date;
}

export interface EventCount {
  /** When the step began. */
  readonly at: Date;
  readonly name: Tallied;
  readonly count: number;
}

export interface EventCounts {
  /** Of steps and names of which there is any. */
  readonly counts: readonly EventCount[];
  /** From when on nothing is missing; null: from the beginning. */
  readonly completeSince: Date | null;
}

/** Tells how many events of a sort there were, up to this moment: what is tallied, and beside it what is not yet. */
@Injectable()
export class CountEvents {
  constructor(private readonly database: Database) {}

  async execute(asked: CountsAsked): Promise<EventCounts> {
    const [range] = await this.database.run(selectRange, []);
    if (range === undefined) throw new Error('nothing says what is tallied');
    const { statement, values } = selectCounts(asked, range);
    return { counts: await this.database.run(statement, values), completeSince: completeSince(range) };
  }
}

/** Ids are made by clocks that may differ from the database's. */
function completeSince({ first }: TalliedRange): Date | null {
  return first === FIRST_ID ? null : new Date(timeOfId(first) + CLOCKS_DIFFER_MS);
}

type Values = readonly (string | Date | readonly string[])[];

/** Reads the steps of the time, and the events after the last that is tallied: by kind, and no more of them than can be of that time. */
export function selectCounts(
  { names, step, since, until }: CountsAsked,
  { last }: Pick<TalliedRange, 'last'>,
): { statement: Statement<EventCount, Values>; values: Values } {
  const kinds = [...new Set(names.map(name => TALLIED[name]))];
  const from = lowestIdAt(since.getTime() - CLOCKS_DIFFER_MS);
  const before = lowestIdAt(until.getTime() + CLOCKS_DIFFER_MS);
  const text = `
    SELECT at, name, sum(count)::integer AS count FROM (
      SELECT at, name, count FROM audit_tallies WHERE step = $1::text AND at >= $2 AND at < $3
      UNION ALL
      SELECT date_trunc($1::text, occurred_at, 'UTC'), ${NAME_OF_EVENT}, ${AMOUNT_OF_EVENT} FROM audit_events
      WHERE kind = ANY ($4::text[]) AND ${untallied('$6')} AND id < $7::uuid AND occurred_at >= $2 AND occurred_at < $3
    ) AS counted
    WHERE name = ANY ($5::text[]) GROUP BY at, name ORDER BY at, name`;
  return {
    statement: plannedAnew(text),
    values: [step, since, until, kinds, names, last > from ? last : from, before],
  };
}
