import type { TestDatabase } from './database.js';

/** Fills the feed with revoked tokens that nobody has, as they stand there for an hour. */
export async function enlargeFeed(database: TestDatabase, entries: number): Promise<void> {
  await database.query(
    `INSERT INTO revocations (kind, target, transaction_id, revoked_at, expires_at)
     SELECT 'token', 'token-' || n, pg_current_xact_id()::text::bigint, now(), now() + interval '1 hour'
     FROM generate_series(1, $1::integer) n`,
    [entries],
  );
}
