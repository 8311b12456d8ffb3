import type { CustomClaims, SubjectStatus } from '#libs/revocations';

/** A user as others may see one: without the password's hash. */
export interface UserRecord {
  readonly id: string;
  readonly email: string;
  /** Whether it was shown that the address is theirs. */
  readonly email_verified: boolean;
  readonly status: SubjectStatus;
  readonly ext: CustomClaims | null;
  readonly version: number;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** SQL for the columns of a `UserRecord`, of `users` and `subjects`. */
export const USER_COLUMNS = `
  users.id, users.email, email_verified_at IS NOT NULL AS email_verified, status, ext, version, created_at, updated_at`;

/** What every statement that reads users begins with; a condition on who is there follows. */
export const SELECT_USERS = `
  SELECT ${USER_COLUMNS} FROM users JOIN subjects USING (id)
  WHERE status <> 'deleted'`;

/**
 * Reads a `UserRecord`, and along with it what is known of the subject besides.
 * @param id SQL that gives the user's id
 * @param along SQL that reads one row, status and claims in it, of the user whose id `users.id` is
 */
export const userAnd = (id: string, along: string): string => `
  SELECT users.id, email, email_verified_at IS NOT NULL AS email_verified, version, created_at, updated_at, along.*
  FROM users CROSS JOIN LATERAL (${along}) along WHERE users.id = ${id} AND along.status <> 'deleted'`;
