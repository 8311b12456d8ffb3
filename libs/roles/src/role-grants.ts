import { Injectable } from '@nestjs/common';
import { statement, type StatementRunner } from '#libs/persistence';
import type { CustomClaims, SubjectStatus } from '#libs/revocations';

/** What a new access token may say about a user, read in one snapshot of the database. */
export interface UserSnapshot {
  /** The database's time of the reading: the `iat` of the token. */
  readonly read_at: Date;
  readonly status: SubjectStatus;
  readonly epoch: number;
  readonly sessions_epoch: number;
  /** Whether a session has to be opened with a second factor. */
  readonly has_second_factor: boolean;
  /** Small custom claims; null: none. */
  readonly ext: CustomClaims | null;
  /** Names of the roles granted directly and not expired that count in the session, in order. */
  readonly roles: string[];
  /** Of those that do not, since they demand a second factor. */
  readonly dormant_roles: string[];
  /** When the first of the grants that count ends; null if none does. */
  readonly earliest_expiry: Date | null;
}

/** Reads what users hold by the roles that they were given. */
@Injectable()
export class RoleGrants {
  /**
   * Roles, epochs and the time together, in one statement: a token made of them either carries what is true or
   * carries an epoch that is outdated.
   */
  async snapshot(runner: StatementRunner, userId: string, amr: readonly string[]): Promise<UserSnapshot | undefined> {
    return (await runner.run(selectUserSnapshot, [userId, amr]))[0];
  }
}

/**
 * Reads a `UserSnapshot`, also as a part of another statement: a statement sees one snapshot of the database, whatever its parts.
 * @param userId SQL that gives the user's id
 * @param amr SQL that gives the `amr` of the session that it is for
 */
export const userSnapshotOf = (userId: string, amr: string): string => `
  SELECT date_trunc('milliseconds', statement_timestamp()) AS read_at,
         s.status, s.epoch, s.sessions_epoch, s.has_second_factor, s.ext,
         coalesce(array_agg(r.role ORDER BY r.role) FILTER (WHERE ${awake(amr)}), '{}') AS roles,
         coalesce(array_agg(r.role ORDER BY r.role) FILTER (WHERE NOT (${awake(amr)})), '{}') AS dormant_roles,
         min(r.expires_at) FILTER (WHERE ${awake(amr)}) AS earliest_expiry
  FROM subjects s
  LEFT JOIN (user_roles r JOIN roles d ON d.name = r.role)
    ON r.user_id = s.id AND (r.expires_at IS NULL OR r.expires_at > statement_timestamp())
  WHERE s.id = ${userId}
  GROUP BY s.id`;

/**
 * Whether the role `d` counts for the subject `s`: what is there is not less than what is demanded. Null where there is no role. A
 * factor that was shown has to be there still: with it goes what it was shown for, whatever the session was opened with.
 */
const awake = (amr: string): string =>
  `(s.has_second_factor AND 'mfa' = ANY((${amr})::text[])) >= d.effective_requires_mfa`;

const selectUserSnapshot = statement<UserSnapshot, [string, readonly string[]]>(
  'roles.grant_snapshot',
  userSnapshotOf('$1', '$2'),
);

/** What a user was given, whatever of it counts in which session. */
export interface GrantedRoles {
  readonly status: SubjectStatus;
  /** Small custom claims; null: none. */
  readonly ext: CustomClaims | null;
  readonly has_second_factor: boolean;
  /** Names of the roles granted directly and not expired, in order. */
  readonly granted: string[];
  /** When the first of these grants ends; null if none does. */
  readonly earliest_expiry: Date | null;
}

/**
 * Reads `GrantedRoles`, as a part of another statement.
 * @param userId SQL that gives the user's id
 */
export const grantedRolesOf = (userId: string): string => `
  SELECT s.status, s.ext, s.has_second_factor, min(r.expires_at) AS earliest_expiry,
         coalesce(array_agg(r.role ORDER BY r.role) FILTER (WHERE r.role IS NOT NULL), '{}') AS granted
  FROM subjects s
  LEFT JOIN user_roles r
    ON r.user_id = s.id AND (r.expires_at IS NULL OR r.expires_at > statement_timestamp())
  WHERE s.id = ${userId}
  GROUP BY s.id`;
