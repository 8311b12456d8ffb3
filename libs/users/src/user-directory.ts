import { Injectable } from '@nestjs/common';
import { Database, plannedAnew, type Statement } from '#libs/persistence';
import type { PageRequest } from '#libs/platform';
import { normaliseEmail } from './email.js';
import { SELECT_USERS, type UserRecord } from './user-record.js';

/** Which users are wanted; what is absent leaves nobody out. */
export interface UserFilter {
  /** What the address begins with. */
  readonly email_prefix?: string | undefined;
  readonly status?: 'active' | 'invited' | 'disabled' | undefined;
  /** The name of a role that they were given and that is in force. */
  readonly role?: string | undefined;
}

/** The list of users, to be looked through. */
@Injectable()
export class UserDirectory {
  constructor(private readonly database: Database) {}

  /** Newest first. One more than asked for, if there is more. */
  list(page: PageRequest, filter: UserFilter = {}): Promise<UserRecord[]> {
    const { statement, values } = usersOf(page, filter);
    return this.database.run(statement, values);
  }
}

type Values = [number, ...string[]];

/** What finds a page of those whom the filter fits. */
export function usersOf(
  page: PageRequest,
  { email_prefix, status, role }: UserFilter,
): { statement: Statement<UserRecord, Values>; values: Values } {
  const conditions: [keyof typeof CONDITIONS, string | undefined][] = [
    ['email_prefix', email_prefix === undefined ? undefined : beginsWith(normaliseEmail(email_prefix))],
    [status === 'active' ? 'status' : 'inactive', status],
    ['role', role],
    ['after', page.after],
  ];
  const given = conditions.filter((condition): condition is [keyof typeof CONDITIONS, string] => {
    return condition[1] !== undefined;
  });
  const statement = selectUsers(given.map(([name]) => name));
  return { statement, values: [page.limit + 1, ...given.map(([, value]) => value)] };
}

/** A pattern of LIKE, in which nothing of the text is special. */
const beginsWith = (text: string): string => `${text.replace(/[\\%_]/g, '\\$&')}%`;

const CONDITIONS = {
  email_prefix: (value: string) => `email LIKE ${value}`,
  status: (value: string) => `status = ${value}`,
  // Says as well what the partial index of those is about.
  inactive: (value: string) => `status = ${value} AND status <> 'active'`,
  role: (value: string) => `EXISTS (
    SELECT 1 FROM user_roles r WHERE r.user_id = users.id AND r.role = ${value}
      AND (r.expires_at IS NULL OR r.expires_at > statement_timestamp()))`,
  after: (value: string) => `id < ${value}::uuid`,
};

/**
 * A statement for each set of conditions, planned for the values that are looked for. One statement for all sets could
 * use no index, and one plan for every beginning of an address would not use the index for a rare one.
 */
function selectUsers(names: (keyof typeof CONDITIONS)[]): Statement<UserRecord, Values> {
  const conditions = names.map((name, index) => ` AND ${CONDITIONS[name](`$${index + 2}`)}`);
  return plannedAnew(`${SELECT_USERS}${conditions.join('')} ORDER BY id DESC LIMIT $1`);
}
