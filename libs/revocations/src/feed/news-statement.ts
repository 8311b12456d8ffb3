import { type Statement, statement, TIMELINE } from '#libs/persistence';
import type { FeedRow } from '../kinds/revocation-kind.js';

/** What one look at the feed says of itself, and a row of it that was not visible before; no row: all null. */
export interface NewsRow extends FeedRow {
  readonly snapshot: string;
  readonly as_of: Date;
  /** Changes when the database is restored, or another server takes over. */
  readonly identity: string;
  readonly transaction_id: string | null;
}

/** `xmax` of the last look, and the transactions that were under way then. */
type Seen = [string, readonly string[]];

export type NewsStatement = Statement<NewsRow, Seen>;

/**
 * All rows that the last look could not see: those of transactions that had not begun, and of those that were still
 * under way. So a transaction that commits late is not missed, however many came and went meanwhile. One statement, so
 * the time, the snapshot and the rows belong together. The time is `now()`, the arrival of its first message: the
 * snapshot is taken later, while `statement_timestamp()` may be that of a message after the snapshot.
 */
const news = (identity: string): string =>
  `SELECT pg_current_snapshot()::text AS snapshot, now() AS as_of, ${identity} AS identity,
          r.kind, r.target, r.min_epoch, r.status, r.definition, r.expires_at, r.transaction_id
   FROM feed f LEFT JOIN revocations r
     ON (r.transaction_id >= $1::bigint OR r.transaction_id = ANY($2::bigint[]))
        AND (r.expires_at IS NULL OR r.expires_at > statement_timestamp())
   ORDER BY r.transaction_id`;

/** A restored or promoted server writes a timeline of its own; a copied database is on another system. */
export const selectNews = statement<NewsRow, Seen>(
  'feed.news',
  news(`f.id || ' ' || (SELECT system_identifier FROM pg_control_system())
             || ' ' || ${TIMELINE}`),
);

/** For servers that do not let us ask that: the operator renews the feed's id after a restore. */
export const selectNewsWithoutTimeline = statement<NewsRow, Seen>('feed.news_without_timeline', news('f.id::text'));
