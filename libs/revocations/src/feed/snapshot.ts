import { UnexpectedValue } from '#libs/persistence';

/** What a reading statement could see (`pg_current_snapshot()`): decides what the next reading has to look for. */
export interface Snapshot {
  /** Every transaction below it was over. */
  readonly xmin: string;
  /** No transaction from it on was visible. */
  readonly xmax: string;
  /** Between the two: the transactions that were under way. */
  readonly underWay: readonly string[];
}

/** Sees nothing, so that everything is new after it. */
export const NOTHING_SEEN: Snapshot = { xmin: '0', xmax: '0', underWay: [] };

/** Reads PostgreSQL's own form, `xmin:xmax:xip,xip,…`. */
export function parseSnapshot(text: string): Snapshot {
  const [xmin, xmax, underWay] = text.split(':');
  if (xmin === undefined || xmax === undefined || underWay === undefined)
    throw new UnexpectedValue('the snapshot of a look at the feed cannot be read');
  return { xmin, xmax, underWay: underWay === '' ? [] : underWay.split(',') };
}
