const CURSOR = /^([A-Za-z0-9_-]{16})\.(\d{1,16})\.(\d{1,16})$/;

/** As the API takes it. */
export const CURSOR_PATTERN = CURSOR;

/**
 * How far a reader of the feed has come. It means the same at every instance: nothing that was written by a
 * transaction below `mark` can still appear, so whoever was told everything up to here needs only what `mark` and later
 * transactions wrote.
 */
export interface FeedCursor {
  readonly feed: string;
  /** A low-water mark of transaction ids. */
  readonly mark: number;
  /** Milliseconds since the epoch, by the database's clock: all that was acknowledged before is known. */
  readonly asOf: number;
}

export const writeCursor = ({ feed, mark, asOf }: FeedCursor): string => `${feed}.${mark}.${asOf}`;

/** `undefined` for what is no cursor. */
export function readCursor(text: string): FeedCursor | undefined {
  const [, feed, mark, asOf] = CURSOR.exec(text) ?? [];
  return feed === undefined ? undefined : { feed, mark: Number(mark), asOf: Number(asOf) };
}
