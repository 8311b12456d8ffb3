import { plannedAnew, type Statement, type StatementRunner } from '#libs/persistence';
import { endOfNext } from './end-of-next.js';
import { containing, PIECES, piecesOf } from './part-of-address.js';
import { ORDERS, type UserOrder } from './user-order.js';
import { SELECT_USERS, USER_COLUMNS, type UserRecord } from './user-record.js';

type Values = readonly (number | string | readonly string[])[];

export interface PartSearch {
  readonly statement: Statement<UserRecord, Values>;
  readonly values: Values;
}

/**
 * A page of those who have a text in their address. What is common is found among those who come next, one by one; what is rare
 * along the index of pieces. The database cannot tell one from the other: it takes pieces that stand together, as those of a
 * name, for a coincidence, and would read everybody of that name.
 * @param text normalised, of three characters or more
 * @param limit how many are wanted
 * @param after the position after which the page begins, of the column that the order is by
 */
export async function searchByPart(
  runner: StatementRunner,
  text: string,
  order: UserOrder,
  limit: number,
  after: string | undefined,
): Promise<UserRecord[]> {
  const end = endOfNext(order, after);
  const [last] = await runner.run(end.statement, end.values);
  const next = amongNext(text, order, limit, after, last?.position);
  const found = await runner.run(next.statement, next.values);
  if (last === undefined || found.length >= limit) return found;
  const rest = alongPieces(text, order, limit - found.length, last.position);
  return [...found, ...(await runner.run(rest.statement, rest.values))];
}

export function amongNext(
  text: string,
  order: UserOrder,
  limit: number,
  after: string | undefined,
  end: string | undefined,
): PartSearch {
  const { by, beyond, upTo } = ORDERS[order];
  const values = [limit, containing(text), ...present(after), ...present(end)];
  const conditions = [
    'email LIKE $2',
    ...(after === undefined ? [] : [beyond('$3')]),
    ...(end === undefined ? [] : [upTo(`$${values.length}`)]),
  ];
  const statement = `${SELECT_USERS} AND ${conditions.join(' AND ')} ORDER BY ${by} LIMIT $1`;
  return { statement: search(statement), values };
}

/** All ids are put in order before anything else of them is read; `OFFSET 0` keeps that from being planned otherwise. */
export function alongPieces(text: string, order: UserOrder, limit: number, after: string): PartSearch {
  const { by, beyond } = ORDERS[order];
  const found = `SELECT id, email FROM users WHERE ${PIECES} @> $2::text[] AND email LIKE $3 AND ${beyond('$4')}
    ORDER BY ${by} OFFSET 0`;
  const statement = `
    SELECT ${USER_COLUMNS}
    FROM (${found}) AS found JOIN users ON users.id = found.id JOIN subjects s ON s.id = found.id
    WHERE status <> 'deleted' ORDER BY found.${by} LIMIT $1`;
  return { statement: search(statement), values: [limit, piecesOf(text), containing(text), after] };
}

const search = (text: string): Statement<UserRecord, Values> => plannedAnew(text);

const present = (value: string | undefined): string[] => (value === undefined ? [] : [value]);
