import { Injectable } from '@nestjs/common';
import { Database, plannedAnew, type Statement } from '#libs/persistence';
import { DomainError, type PageRequest } from '#libs/platform';
import { normaliseEmail } from './email.js';
import { beginningWith, containing, PIECES, piecesOf } from './part-of-address.js';
import { searchByPart } from './search-by-part.js';
import { ORDERS, type UserOrder } from './user-order.js';
import { SELECT_USERS, type UserRecord } from './user-record.js';
import { Users } from './users.js';

/** Which users are wanted; what is absent leaves nobody out. */
export interface UserFilter {
  /** What the address begins with. */
  readonly email_prefix?: string | undefined;
  /** What is in the address, wherever; of fewer than three characters, what it begins with. */
  readonly email_contains?: string | undefined;
  readonly status?: 'active' | 'invited' | 'disabled' | undefined;
  /** The name of a role that they were given and that is in force. */
  readonly role?: string | undefined;
}

/** The list of users, to be looked through. */
@Injectable()
export class UserDirectory {
  constructor(
    private readonly database: Database,
    private readonly users: Users,
  ) {}

  /**
   * One more than asked for, if there is more.
   * @throws DomainError `invalid_cursor` where nobody knows any more at which address the page begins
   */
  async list(
    { limit, after: id }: PageRequest,
    filter: UserFilter = {},
    order: UserOrder = 'newest',
  ): Promise<UserRecord[]> {
    const after = order === 'newest' || id === undefined ? id : await this.users.findEmail(id);
    if (id !== undefined && after === undefined) throw new DomainError('invalid_cursor');
    const { email_contains = '', ...others } = filter;
    const part = normaliseEmail(email_contains);
    // With other filters it is the rarest of them that counts, and the database knows how rare these are.
    if (piecesOf(part).length > 0 && Object.values(others).every(other => other === undefined))
      return searchByPart(this.database, part, order, limit + 1, after);
    const { statement, values } = usersOf({ limit, after }, filter, order);
    return this.database.run(statement, values);
  }
}

type Value = string | readonly string[];
type Values = readonly (number | Value)[];

/**
 * What finds a page of those whom the filter fits.
 * @param page whose `after` is a value of the column that the order is by
 */
export function usersOf(
  page: PageRequest,
  { email_prefix, email_contains, status, role }: UserFilter,
  order: UserOrder = 'newest',
): { statement: Statement<UserRecord, Values>; values: Values } {
  const conditions: [condition: (value: string) => string, value: Value | undefined][] = [
    [CONDITIONS.email_like, email_prefix === undefined ? undefined : beginningWith(normaliseEmail(email_prefix))],
    ...inAddress(email_contains),
    [status === 'active' ? CONDITIONS.status : CONDITIONS.inactive, status],
    [CONDITIONS.role, role],
    [ORDERS[order].beyond, page.after],
  ];
  const given = conditions.filter((condition): condition is [(value: string) => string, Value] => {
    return condition[1] !== undefined;
  });
  const statement = selectUsers(
    given.map(([condition]) => condition),
    order,
  );
  return { statement, values: [page.limit + 1, ...given.map(([, value]) => value)] };
}

function inAddress(text: string | undefined): [(value: string) => string, Value][] {
  if (text === undefined) return [];
  const sought = normaliseEmail(text);
  const pieces = piecesOf(sought);
  if (pieces.length === 0) return [[CONDITIONS.email_like, beginningWith(sought)]];
  return [
    [CONDITIONS.pieces, pieces],
    [CONDITIONS.email_like, containing(sought)],
  ];
}

const CONDITIONS = {
  pieces: (value: string) => `${PIECES} @> ${value}::text[]`,
  email_like: (value: string) => `email LIKE ${value}`,
  status: (value: string) => `status = ${value}`,
  // Says as well what the partial index of those is about.
  inactive: (value: string) => `status = ${value} AND status <> 'active'`,
  role: (value: string) => `EXISTS (
    SELECT 1 FROM user_roles r WHERE r.user_id = users.id AND r.role = ${value}
      AND (r.expires_at IS NULL OR r.expires_at > statement_timestamp()))`,
};

/**
 * A statement for each set of conditions, planned for the values that are looked for. One statement for all sets could
 * use no index, and one plan for every beginning of an address would not use the index for a rare one.
 */
function selectUsers(
  conditions: readonly ((value: string) => string)[],
  order: UserOrder,
): Statement<UserRecord, Values> {
  const texts = conditions.map((condition, index) => ` AND ${condition(`$${index + 2}`)}`);
  return plannedAnew(`${SELECT_USERS}${texts.join('')} ORDER BY ${ORDERS[order].by} LIMIT $1`);
}
