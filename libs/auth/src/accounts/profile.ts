import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/contracts';
import { Database } from '#libs/persistence';
import { RoleGrants } from '#libs/roles';
import { type UserRecord, Users } from '#libs/users';

export interface OwnProfile extends UserRecord {
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
}

/** What a person may know of themselves. */
@Injectable()
export class Profile {
  constructor(
    private readonly database: Database,
    private readonly users: Users,
    private readonly roleGrants: RoleGrants,
  ) {}

  /** @throws DomainError `invalid_token` if the account is gone since the token was verified */
  async read({ sub, roles }: Principal): Promise<OwnProfile> {
    const [user, permissions] = await Promise.all([
      this.users.getOwn(sub),
      this.roleGrants.permissions(this.database, sub),
    ]);
    return { ...user, roles, permissions };
  }
}
