import { Injectable } from '@nestjs/common';
import { CountFactors, type CountedAccounts } from '#libs/factors';
import { Database, statement, type StatementRunner } from '#libs/persistence';
import { FIRST_ID } from '#libs/platform';
import { DatabaseClock } from '#libs/revocations';
import { type CountedSessions, CountSessions } from '#libs/sessions';

/** Rows that are counted at once: some milliseconds. */
const PART = 2000;

interface Part {
  readonly read: number;
  readonly last: string | null;
}

type Figures<Counted extends Part> = Omit<Counted, keyof Part>;

/** What was counted, and when. */
export interface Counted<Of extends Part> {
  readonly figures: Figures<Of>;
  /** When the last part was: what has changed since is not in it. */
  readonly counted_at: Date;
}

/**
 * A table that is counted as a whole. That takes the longer the more there is, and what is asked for must not; so a walk goes through it,
 * a part at a time, and what it has found is told until the next one has come to the end.
 */
abstract class Census<Of extends Part> {
  constructor(
    private readonly name: string,
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly count: (runner: StatementRunner, after: string, limit: number) => Promise<Of>,
  ) {}

  /** Of a table of one part, as it is now; else as the last walk has found it. @returns undefined before the first has ended */
  async read(): Promise<Counted<Of> | undefined> {
    const { read, last: _end, ...figures } = await this.count(this.database, FIRST_ID, PART);
    if (read < PART) return { figures, counted_at: new Date(this.clock.now) };
    const [last] = await this.database.run(selectCounted, [this.name]);
    return last && { figures: last.counted as Figures<Of>, counted_at: last.counted_at };
  }

  /** Goes on with the walk by a part, or begins another one when it is time. @returns how many rows were read */
  walk(): Promise<number> {
    return this.database.transaction(async transaction => {
      const [begun] = await transaction.run(take, [this.name]);
      if (begun === undefined) return 0;
      const { read, last, ...figures } = await this.count(transaction, begun.walked_to ?? FIRST_ID, PART);
      const walked = sumOf(begun.walked, figures);
      if (read < PART || last === null) await transaction.run(end, [this.name, walked]);
      else await transaction.run(goOn, [this.name, walked, last]);
      return read;
    });
  }
}

const sumOf = (one: Readonly<Record<string, number>>, other: object): Record<string, number> =>
  Object.fromEntries(Object.entries(other).map(([name, value]) => [name, (one[name] ?? 0) + Number(value)]));

/** All accounts: how many there are, and what they have besides a password. */
@Injectable()
export class CensusOfAccounts extends Census<CountedAccounts> {
  constructor(database: Database, clock: DatabaseClock, countFactors: CountFactors) {
    super('accounts', database, clock, (...part) => countFactors.after(...part));
  }
}

/** All sessions: how many live. */
@Injectable()
export class CensusOfSessions extends Census<CountedSessions> {
  constructor(database: Database, clock: DatabaseClock, countSessions: CountSessions) {
    super('sessions', database, clock, (...part) => countSessions.after(...part));
  }
}

interface Walk {
  readonly walked_to: string | null;
  readonly walked: Readonly<Record<string, number>>;
}

/** Nothing, where another instance is at it, and where the last one has ended a while ago only. */
const take = statement<Walk, [name: string]>(
  'censuses.take',
  `SELECT walked_to, walked FROM censuses
   WHERE name = $1 AND (walked_to IS NOT NULL OR counted_at IS NULL
     OR counted_at < statement_timestamp() - interval '15 minutes')
   FOR UPDATE SKIP LOCKED`,
);

const goOn = statement<never, [name: string, walked: Record<string, number>, last: string]>(
  'censuses.go_on',
  'UPDATE censuses SET walked = $2, walked_to = $3 WHERE name = $1',
);

const end = statement<never, [name: string, counted: Record<string, number>]>(
  'censuses.end',
  `UPDATE censuses SET walked = '{}', walked_to = NULL, counted = $2, counted_at = statement_timestamp() WHERE name = $1`,
);

const selectCounted = statement<{ counted: Readonly<Record<string, number>>; counted_at: Date }, [name: string]>(
  'censuses.read',
  'SELECT counted, counted_at FROM censuses WHERE name = $1 AND counted_at IS NOT NULL',
);
