import { Injectable } from '@nestjs/common';
import { Database, statement } from '#libs/persistence';
import type { PageRequest } from '#libs/platform';
import { Standing } from '#libs/revocations';
import { selectInclusionsBelow } from '../catalogue/role-content.js';
import { includersOf, shortestWays, type Through } from './ways.js';

export interface HeldPermission {
  /** `*` for everything. */
  readonly permission: string;
  readonly through: readonly Through[];
}

/** What somebody may do, and why: the other way round than `PermissionHolders`. */
@Injectable()
export class UserPermissions {
  constructor(
    private readonly database: Database,
    private readonly standing: Standing,
  ) {}

  /** In order of permission. One more than asked for, if there is more. @throws DomainError `user_not_found` */
  async list(userId: string, page: PageRequest): Promise<HeldPermission[]> {
    await this.standing.assertUser(this.database, userId);
    const grants = await this.database.run(selectGrants, [userId]);
    const roles = grants.map(({ role }) => role);
    const includers = includersOf(await this.database.run(selectInclusionsBelow, [roles]));
    const rows = await this.database.run(selectPermissions, [roles, page.after ?? '', page.limit + 1]);
    return rows.map(({ permission, givers }) => {
      const ways = shortestWays(givers, includers);
      const through = grants.flatMap(({ role, expires_at, requires_mfa }): Through[] => {
        const path = ways.get(role);
        return path === undefined ? [] : [{ role, path, expires_at, requires_mfa }];
      });
      return { permission, through };
    });
  }
}

const selectGrants = statement<Omit<Through, 'path'>, [string]>(
  'permissions.grants_of_user',
  `SELECT g.role, g.expires_at, d.effective_requires_mfa AS requires_mfa
   FROM user_roles g JOIN roles d ON d.name = g.role
   WHERE g.user_id = $1 AND (g.expires_at IS NULL OR g.expires_at > statement_timestamp()) ORDER BY g.role`,
);

// In the order of the catalogue of permissions. What a role may assign comes with the permission to do so.
const selectPermissions = statement<
  { permission: string; givers: readonly string[] },
  [readonly string[], string, number]
>(
  'permissions.of_roles',
  `WITH RECURSIVE held(role) AS (
     SELECT unnest($1::text[])
     UNION
     SELECT i.included FROM held h JOIN role_inclusions i ON i.role = h.role
   ), given AS (
     SELECT p.permission COLLATE "C" AS permission, p.role FROM held h JOIN role_permissions p ON p.role = h.role
     UNION
     SELECT 'roles:delegate', a.role FROM held h JOIN role_assignables a ON a.role = h.role
   )
   SELECT permission, array_agg(role ORDER BY role) AS givers FROM given
   WHERE permission > $2 GROUP BY permission ORDER BY permission LIMIT $3`,
);
