import { Injectable } from '@nestjs/common';
import { Database, statement } from '#libs/persistence';
import { Standing } from '#libs/revocations';

export interface RoleGrant {
  readonly role: string;
  readonly granted_by: string | null;
  readonly granted_at: Date;
  readonly expires_at: Date | null;
}

/** Which roles a user was given, by whom and when. What has expired is not among them. */
@Injectable()
export class UserRoles {
  constructor(
    private readonly database: Database,
    private readonly standing: Standing,
  ) {}

  /** @throws DomainError `user_not_found` */
  async list(userId: string): Promise<RoleGrant[]> {
    await this.standing.assertUser(this.database, userId);
    return this.database.run(selectGrants, [userId]);
  }
}

const selectGrants = statement<RoleGrant, [string]>(
  'roles.of_user',
  `SELECT role, granted_by, granted_at, expires_at FROM user_roles
   WHERE user_id = $1 AND (expires_at IS NULL OR expires_at > statement_timestamp()) ORDER BY role`,
);
