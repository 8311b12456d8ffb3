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
  /** Names of the roles granted directly and not expired, in order. */
  readonly roles: string[];
  /** When the first of these grants ends; null if none does. */
  readonly earliest_expiry: Date | null;
}

/** Reads what users hold by the roles that they were given. */
@Injectable()
export class RoleGrants {
  /**
   * Roles, epochs and the time together, in one statement: a token made of them either carries what is true or
   * carries an epoch that is outdated.
   */
  async snapshot(runner: StatementRunner, userId: string): Promise<UserSnapshot | undefined> {
    return (await runner.run(selectUserSnapshot, [userId]))[0];
  }
}

/**
 * Reads a `UserSnapshot`, also as a part of another statement: a statement sees one snapshot of the database, whatever its parts.
 * @param userId SQL that gives the user's id
 */
export const userSnapshotOf = (userId: string): string => `
  SELECT date_trunc('milliseconds', statement_timestamp()) AS read_at,
         s.status, s.epoch, s.sessions_epoch, s.has_second_factor, s.ext,
         coalesce(array_agg(r.role ORDER BY r.role) FILTER (WHERE r.role IS NOT NULL), '{}') AS roles,
         min(r.expires_at) AS earliest_expiry
  FROM subjects s
  LEFT JOIN user_roles r
    ON r.user_id = s.id AND (r.expires_at IS NULL OR r.expires_at > statement_timestamp())
  WHERE s.id = ${userId}
  GROUP BY s.id`;

const selectUserSnapshot = statement<UserSnapshot, [string]>('roles.grant_snapshot', userSnapshotOf('$1'));
