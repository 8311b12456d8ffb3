import type { RevocationBatch } from '#libs/contracts';
import { type FeedCursor, writeCursor } from './feed-cursor.js';
import type { LiveEntry } from './live-entries.js';

/** A batch as JSON, and the cursor that goes with it, where it completes a picture. */
export interface WrittenBatch {
  readonly cursor: string | null;
  readonly json: string;
}

/** Entries that are written at once: of more, others would wait for long, and whoever reads slowly would have much kept for them. */
export const PART = 250;

/** What is said of a batch beside its entries. */
interface Frame {
  /** Whether a whole new picture begins with it. */
  readonly reset: boolean;
  /** Whether everything up to the position is told with it. */
  readonly completes: boolean;
}

/** What follows the entries. */
const TAIL = ']}';

export function writeBatch(position: FeedCursor, entries: readonly LiveEntry[], frame: Frame): WrittenBatch {
  const cursor = frame.completes ? writeCursor(position) : null;
  return { cursor, json: `${headOf(position, cursor, frame)}${listed(entries)}${TAIL}` };
}

/** The JSON of a batch that completes a picture, piece by piece: it may be as large as the picture. */
export function* writePieces(position: FeedCursor, entries: readonly LiveEntry[], reset: boolean): Generator<string> {
  yield headOf(position, writeCursor(position), { reset, completes: true });
  for (let start = 0; start < entries.length; start += PART) {
    yield `${start === 0 ? '' : ','}${listed(entries.slice(start, start + PART))}`;
  }
  yield TAIL;
}

/** All that comes before the entries. */
function headOf({ feed, asOf }: FeedCursor, cursor: string | null, { reset, completes }: Frame): string {
  const items: RevocationBatch['items'] = [];
  const as_of = completes ? new Date(asOf).toISOString() : null;
  return JSON.stringify({ feed, reset, cursor, as_of, items } satisfies RevocationBatch).slice(0, -TAIL.length);
}

/** They are JSON already. */
const listed = (entries: readonly LiveEntry[]): string => entries.map(({ json }) => json).join();
