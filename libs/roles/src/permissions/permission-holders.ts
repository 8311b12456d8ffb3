import { Injectable } from '@nestjs/common';
import { EVERYTHING } from '#libs/contracts';
import { Database, statement } from '#libs/persistence';
import type { PageRequest } from '#libs/platform';
import type { SubjectStatus } from '#libs/revocations';
import type { Inclusion } from '../catalogue/cycle.js';
import { shortestWays } from './ways.js';

/** One of the roles by which somebody holds a permission. */
export interface Through {
  /** The role that was granted. */
  readonly role: string;
  /** From it to the role that has the permission by itself. */
  readonly path: readonly string[];
  readonly expires_at: Date | null;
}

export interface Holder {
  readonly user_id: string;
  /** Only who is active can make use of the permission. */
  readonly status: SubjectStatus;
  readonly through: readonly Through[];
}

/** Who holds a permission, and why. */
@Injectable()
export class PermissionHolders {
  constructor(private readonly database: Database) {}

  /** In order of id. One more than asked for, if there is more. */
  async list(permission: string, page: PageRequest): Promise<Holder[]> {
    const givers = (await this.database.run(selectGivers, [[permission, EVERYTHING], permission])).map(row => row.role);
    const ways = shortestWays(givers, await this.database.run(selectInclusionsAbove, [givers]));
    const rows = await this.database.run(selectHolders, [[...ways.keys()], page.after ?? null, page.limit + 1]);
    return rows.map(({ user_id, status, roles, expiries }) => ({
      user_id,
      status,
      through: roles.map((role, place) => ({
        role,
        path: ways.get(role) ?? [role],
        expires_at: expiries[place] ?? null,
      })),
    }));
  }
}

interface HolderRow {
  readonly user_id: string;
  readonly status: SubjectStatus;
  readonly roles: readonly string[];
  readonly expiries: readonly (Date | null)[];
}

// What a role may assign comes with the permission to do so.
const selectGivers = statement<{ role: string }, [readonly string[], string]>(
  'permissions.givers',
  `SELECT role FROM role_permissions WHERE permission = ANY($1)
   UNION
   SELECT role FROM role_assignables WHERE $2 = 'roles:delegate'
   ORDER BY role`,
);

const selectInclusionsAbove = statement<Inclusion, [readonly string[]]>(
  'roles.inclusions_above',
  `WITH RECURSIVE above(role) AS (
     SELECT unnest($1::text[])
     UNION
     SELECT i.role FROM above a JOIN role_inclusions i ON i.included = a.role
   )
   SELECT i.role, i.included FROM above a JOIN role_inclusions i ON i.included = a.role ORDER BY i.role, i.included`,
);

const selectHolders = statement<HolderRow, [readonly string[], string | null, number]>(
  'permissions.holders',
  `SELECT g.user_id, s.status, array_agg(g.role ORDER BY g.role) AS roles,
          array_agg(g.expires_at ORDER BY g.role) AS expiries
   FROM user_roles g JOIN subjects s ON s.id = g.user_id
   WHERE g.role = ANY($1) AND (g.expires_at IS NULL OR g.expires_at > statement_timestamp())
     AND ($2::uuid IS NULL OR g.user_id > $2)
   GROUP BY g.user_id, s.status ORDER BY g.user_id LIMIT $3`,
);
