import { plannedAnew, type Statement } from '#libs/persistence';
import { ORDERS, type UserOrder } from './user-order.js';

/** So many users are looked through one by one: whatever is in more than one of sixty addresses fills a page there. */
export const NEXT = 3000;

interface End {
  /** A value of the column that the order is by. */
  readonly position: string;
}

type Values = readonly (number | string)[];

/** Finds where those end who come next; no row where they are all that there are. */
export function endOfNext(
  order: UserOrder,
  after: string | undefined,
): { statement: Statement<End, Values>; values: Values } {
  const { column, by, beyond } = ORDERS[order];
  const where = after === undefined ? '' : `WHERE ${beyond('$2')}`;
  const text = `SELECT ${column}::text AS position FROM users ${where} ORDER BY ${by} OFFSET $1 LIMIT 1`;
  return { statement: plannedAnew(text), values: [NEXT - 1, ...(after === undefined ? [] : [after])] };
}
