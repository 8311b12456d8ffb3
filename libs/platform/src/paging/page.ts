import type { Cursors } from './cursors.js';

/** One part of a list. */
export interface Page<T> {
  readonly items: T[];
  /** Where the next part starts; `null` at the end. */
  readonly next_cursor: string | null;
}

/** Where a part starts and how long it may be. */
export interface PageRequest {
  readonly limit: number;
  /** The position after which the part starts. */
  readonly after: string | undefined;
}

export function pageRequest(query: { limit: number; cursor?: string }, list: string, cursors: Cursors): PageRequest {
  return { limit: query.limit, after: query.cursor === undefined ? undefined : cursors.decode(list, query.cursor) };
}

/** Makes a page of rows of which one more was read than asked for: that one only says that there is more. */
export function pageOf<T>(
  rows: readonly T[],
  limit: number,
  positionOf: (row: T) => string,
  list: string,
  cursors: Cursors,
): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items, next_cursor: more ? cursors.encode(list, positionOf(last)) : null };
}
