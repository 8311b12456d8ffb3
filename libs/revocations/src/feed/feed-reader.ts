import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { RevocationEntry } from '#libs/contracts';
import { isNotOffered, OwnConnection } from '#libs/persistence';
import { entryOf, isKnownKind } from '../kinds/kinds.js';
import type { FeedRow } from '../kinds/revocation-kind.js';
import { type NewsRow, type NewsStatement, selectNews, selectNewsWithoutTimeline } from './news-statement.js';
import { NOTHING_SEEN, parseSnapshot, type Snapshot } from './snapshot.js';

/** A whole picture may be large. */
const WHOLE_PICTURE_TIMEOUT_MS = 10_000;

/** Entries live for longer: after a pause that was not, none that has expired meanwhile is missing. */
const LONGEST_PAUSE_MS = 30 * 60_000;
/**
 * PostgreSQL may give out an id again that it had given out right before it crashed. After a trouble what was written
 * of late is read again; to apply it twice changes nothing.
 */
export const REUSED_IDS = 10_000;

/** One row of the feed, as it was read. */
export interface ReadEntry {
  /** `kind` and id: a later entry of the same name takes its place. */
  readonly name: string;
  readonly transactionId: number;
  readonly entry: RevocationEntry;
}

/** What one look at the database has brought. */
export interface News {
  /** Short name of the feed. */
  readonly feed: string;
  /** Whether this is a whole picture, of a feed that was not known before. */
  readonly isWhole: boolean;
  readonly entries: readonly ReadEntry[];
  /** Below it nothing can appear any more. */
  readonly mark: number;
  /** Whether there are entries of transactions that are yet to come: the database was restored from another server. */
  readonly isFromElsewhere: boolean;
  /** Everything that was committed before it is known now. */
  readonly asOf: Date;
}

/** Looks into the database for what was not visible at the look before. */
@Injectable()
export class FeedReader {
  private statement: NewsStatement = selectNews;
  private seen: Snapshot = NOTHING_SEEN;
  private identity: string | undefined;
  private asOf: Date | undefined;

  constructor(private readonly ownConnection: OwnConnection) {}

  /**
   * Not to be called again before it is done.
   * @throws DomainError `database_unavailable`
   * @throws UnexpectedValue for a row that makes no sense; the next look brings all of them again
   */
  async look(): Promise<News> {
    const rows = await this.select();
    const [{ snapshot, as_of, identity } = missing()] = rows;
    const isAnother = this.identity !== undefined && identity !== this.identity;
    const pause = this.asOf === undefined ? 0 : as_of.getTime() - this.asOf.getTime();
    if (isAnother || Math.abs(pause) > LONGEST_PAUSE_MS) {
      // What was seen of it before says nothing about what is there now.
      this.forget();
      return this.look();
    }
    // Before anything counts as seen: what was read in vain has to come again.
    const entries = rows.filter(isEntry).map(readEntry);
    const isWhole = this.identity === undefined;
    this.identity = identity;
    this.asOf = as_of;
    this.seen = parseSnapshot(snapshot);
    const [mark, end] = [Number(this.seen.xmin), Number(this.seen.xmax)];
    const isFromElsewhere = entries.some(({ transactionId }) => transactionId >= end);
    return { feed: shortNameOf(identity), isWhole, entries, mark, isFromElsewhere, asOf: as_of };
  }

  /** The next look brings all there is, and may take as long as a first one. */
  forget(): void {
    this.identity = undefined;
    this.asOf = undefined;
    this.seen = NOTHING_SEEN;
  }

  private async select(): Promise<NewsRow[]> {
    const { xmax, underWay } = this.seen;
    const timeout = this.identity === undefined ? WHOLE_PICTURE_TIMEOUT_MS : undefined;
    try {
      return await this.ownConnection.run(this.statement, [xmax, underWay], timeout);
    } catch (error) {
      this.seen = lessThan(this.seen);
      if (this.statement !== selectNews || !isNotOffered(error)) throw error;
      this.statement = selectNewsWithoutTimeline;
      return this.select();
    }
  }
}

const isEntry = (row: NewsRow): row is NewsRow & { transaction_id: string } =>
  row.transaction_id !== null && isKnownKind(row.kind);

const readEntry = (row: FeedRow & { transaction_id: string }): ReadEntry => ({
  name: `${row.kind} ${row.target}`,
  transactionId: Number(row.transaction_id),
  entry: entryOf(row),
});

const lessThan = ({ xmin }: Snapshot): Snapshot => {
  const from = String(Math.max(0, Number(xmin) - REUSED_IDS));
  return { xmin: from, xmax: from, underWay: [] };
};

function missing(): never {
  throw new Error('the table feed is empty: the migration writes its one row');
}

const shortNameOf = (identity: string): string =>
  createHash('sha256').update(identity).digest('base64url').slice(0, 16);
