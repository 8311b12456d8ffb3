import { Injectable } from '@nestjs/common';
import type { RevocationEntry } from '#libs/contracts';
import { statement, type Transaction } from '#libs/persistence';
import { FeedPicture } from '../feed/feed-picture.js';
import { RevocationFeed } from '../feed/revocation-feed.js';
import { type Announcement, entryOf, kindsThat, lifeOf } from '../kinds/kinds.js';
import type { FeedRow } from '../kinds/revocation-kind.js';
import { Siblings } from '../wake-up/siblings.js';
import { WakeUp } from '../wake-up/wake-up.js';

export interface WrittenAnnouncement extends FeedRow {
  readonly reason: string | null;
  readonly revoked_at: Date;
}

/** What is to be done once a transaction is over. */
interface Sequel {
  /** What this instance itself has announced. */
  readonly own: RevocationEntry[];
  /** Whether others may have done what was found done. */
  catchesUp: boolean;
}

/**
 * Writes what is taken back into the feed, in the transaction of the change: either both are done or neither. Once it is
 * committed, and before whoever asked for the change hears of it, this instance refuses what was taken back, and the
 * others are woken. Where there was nothing left to take back, somebody else has done so, of which this instance may not
 * have heard: it catches up before it says so.
 */
@Injectable()
export class RevocationLog {
  private readonly sequels = new WeakMap<Transaction, Sequel>();

  constructor(
    private readonly feedPicture: FeedPicture,
    private readonly revocationFeed: RevocationFeed,
    private readonly wakeUp: WakeUp,
    private readonly siblings: Siblings,
  ) {}

  /**
   * @returns what was written; a token, session or key that had been taken back before is not written again, and this
   *   instance refuses it too before the answer
   */
  async announce(
    transaction: Transaction,
    announcements: readonly Announcement[],
  ): Promise<readonly WrittenAnnouncement[]> {
    if (announcements.length === 0) return [];
    const rows = announcements.map(announcement => ({ ...announcement, keep_seconds: lifeOf(announcement) }));
    const written = await transaction.run(insertRows, [JSON.stringify(rows)]);
    const sequel = this.sequelOf(transaction);
    sequel.own.push(...written.map(entryOf));
    if (written.length < announcements.length) sequel.catchesUp = true;
    return written;
  }

  /**
   * For a transaction that finds, or may find, that somebody else has already done what it is about. Whether it commits
   * or is refused, this instance catches up with the feed before the answer, so it knows by then what the others have
   * done.
   */
  affirm(transaction: Transaction): void {
    this.sequelOf(transaction).catchesUp = true;
  }

  private sequelOf(transaction: Transaction): Sequel {
    const known = this.sequels.get(transaction);
    if (known !== undefined) return known;
    const sequel: Sequel = { own: [], catchesUp: false };
    this.sequels.set(transaction, sequel);
    transaction.afterwards(committed => this.settle(committed ? sequel.own : [], sequel.catchesUp));
    return sequel;
  }

  /** Takes into account how a transaction has ended, before anybody hears of it. */
  private async settle(own: readonly RevocationEntry[], catchesUp: boolean): Promise<void> {
    for (const entry of own) this.feedPicture.apply(entry);
    // Goes on beside the waking of the others.
    const caughtUp = catchesUp ? this.revocationFeed.catchUp() : undefined;
    if (own.length === 0) return caughtUp;
    if (!catchesUp) this.revocationFeed.lookSoon();
    await Promise.all([this.siblings.tell(own), this.wakeUp.wake()]);
    await caughtUp;
  }
}

// In order of id, so that two such statements cannot wait for each other.
const insertRows = statement<WrittenAnnouncement, [string]>(
  'revocations.announce',
  `INSERT INTO revocations
     (kind, target, min_epoch, status, definition, reason, transaction_id, revoked_at, expires_at)
   SELECT a.kind, a.target, a.min_epoch, a.status, a.definition, a.reason, pg_current_xact_id()::text::bigint,
          statement_timestamp(), statement_timestamp() + make_interval(secs => a.keep_seconds)
   FROM jsonb_to_recordset($1::jsonb) AS a
     (kind text, target text, min_epoch integer, status text, definition jsonb, reason text, keep_seconds integer)
   ORDER BY a.kind, a.target
   ON CONFLICT (kind, target) DO UPDATE
     SET min_epoch = excluded.min_epoch, status = excluded.status, definition = excluded.definition,
         transaction_id = excluded.transaction_id, revoked_at = excluded.revoked_at, expires_at = excluded.expires_at
     WHERE revocations.kind IN (${kindsThat(({ isSuperseded }) => isSuperseded)})
   RETURNING kind, target, min_epoch, status, definition, reason, revoked_at, expires_at`,
);
