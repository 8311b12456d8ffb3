import type { RevocationBatch } from '#libs/contracts';
import { type FeedCursor, writeCursor } from './feed-cursor.js';
import type { LiveEntry } from './live-entries.js';

/** A batch as JSON, and the cursor that goes with it, where it completes a picture. */
export interface WrittenBatch {
  readonly cursor: string | null;
  readonly json: string;
}

/**
 * @param reset whether a whole new picture begins with it
 * @param completes whether everything up to the position is told with it
 */
export function writeBatch(
  position: FeedCursor,
  entries: readonly LiveEntry[],
  { reset, completes }: { reset: boolean; completes: boolean },
): WrittenBatch {
  const cursor = completes ? writeCursor(position) : null;
  const items: RevocationBatch['items'] = [];
  const frame = { feed: position.feed, reset, cursor, as_of: completes ? new Date(position.asOf).toISOString() : null };
  const head = JSON.stringify({ ...frame, items } satisfies RevocationBatch);
  // The items are JSON already: they go where the empty list is, at the end.
  return { cursor, json: `${head.slice(0, -']}'.length)}${entries.map(entry => entry.json).join()}]}` };
}
