import { Injectable } from '@nestjs/common';
import { Database, plannedAnew, type Statement } from '#libs/persistence';
import { DomainError, type PageRequest } from '#libs/platform';
import { normaliseEmail } from './email.js';
import { beginningWith, containing, PIECES, piecesOf } from './part-of-address.js';
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

/** In which order users are listed. */
export const USER_ORDERS = ['newest', 'email'] as const;
export type UserOrder = (typeof USER_ORDERS)[number];

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
  async list(page: PageRequest, filter: UserFilter = {}, order: UserOrder = 'newest'): Promise<UserRecord[]> {
    const { statement, values } = usersOf(page, filter, order);
    const users = await this.database.run(statement, values);
    const { after } = page;
    if (users.length > 0 || after === undefined || order === 'newest') return users;
    if ((await this.users.findEmail(after)) === undefined) throw new DomainError('invalid_cursor');
    return users;
  }
}

type Value = string | readonly string[];
type Values = readonly (number | Value)[];

/** What finds a page of those whom the filter fits. */
export function usersOf(
  page: PageRequest,
  { email_prefix, email_contains, status, role }: UserFilter,
  order: UserOrder = 'newest',
): { statement: Statement<UserRecord, Values>; values: Values } {
  const conditions: [keyof typeof CONDITIONS, Value | undefined][] = [
    ['email_like', email_prefix === undefined ? undefined : beginningWith(normaliseEmail(email_prefix))],
    ...inAddress(email_contains),
    [status === 'active' ? 'status' : 'inactive', status],
    ['role', role],
    [order === 'newest' ? 'older' : 'beyond', page.after],
  ];
  const given = conditions.filter((condition): condition is [keyof typeof CONDITIONS, Value] => {
    return condition[1] !== undefined;
  });
  const statement = selectUsers(
    given.map(([name]) => name),
    order,
  );
  return { statement, values: [page.limit + 1, ...given.map(([, value]) => value)] };
}

function inAddress(text: string | undefined): [keyof typeof CONDITIONS, Value][] {
  if (text === undefined) return [];
  const sought = normaliseEmail(text);
  const pieces = piecesOf(sought);
  if (pieces.length === 0) return [['email_like', beginningWith(sought)]];
  return [
    ['pieces', pieces],
    ['email_like', containing(sought)],
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
  older: (value: string) => `id < ${value}::uuid`,
  beyond: (value: string) => `email > (SELECT email FROM users WHERE id = ${value}::uuid)`,
};

const ORDERS: Readonly<Record<UserOrder, string>> = { newest: 'id DESC', email: 'email' };

/**
 * A statement for each set of conditions, planned for the values that are looked for. One statement for all sets could
 * use no index, and one plan for every beginning of an address would not use the index for a rare one.
 */
function selectUsers(names: (keyof typeof CONDITIONS)[], order: UserOrder): Statement<UserRecord, Values> {
  const conditions = names.map((name, index) => ` AND ${CONDITIONS[name](`$${index + 2}`)}`);
  return plannedAnew(`${SELECT_USERS}${conditions.join('')} ORDER BY ${ORDERS[order]} LIMIT $1`);
}
