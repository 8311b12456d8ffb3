import { Injectable } from '@nestjs/common';
import { EVERYTHING } from '#libs/contracts';
import { Database, statement } from '#libs/persistence';
import { FIRST_ID, type PageRequest } from '#libs/platform';
import type { SubjectStatus } from '#libs/revocations';
import type { Inclusion } from '../catalogue/cycle.js';
import { includersOf, shortestWays, type Through } from './ways.js';

export interface Holder {
  readonly user_id: string;
  readonly email: string | null;
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
    const inclusions = await this.database.run(selectInclusionsAbove, [givers]);
    const ways = shortestWays(givers, includersOf(inclusions));
    const demanding = new Set((await this.database.run(selectDemanding, [[...ways.keys()]])).map(({ name }) => name));
    const rows = await this.database.run(selectHolders, [[...ways.keys()], page.after ?? null, page.limit + 1]);
    return rows.map(({ roles, expiries, ...holder }) => ({
      ...holder,
      through: roles.map((role, place) => ({
        role,
        path: ways.get(role) ?? [role],
        expires_at: expiries[place] ?? null,
        requires_mfa: demanding.has(role),
      })),
    }));
  }
}

interface HolderRow extends Omit<Holder, 'through'> {
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

/** Those that count only in sessions with a second factor. */
const selectDemanding = statement<{ name: string }, [readonly string[]]>(
  'roles.demanding',
  'SELECT name FROM roles WHERE name = ANY($1) AND effective_requires_mfa',
);

/** Everybody may hold it, by a role that all have: so of each role no more members are read than go on the page. */
export const selectHolders = statement<HolderRow, [readonly string[], string | null, number]>(
  'permissions.holders',
  `WITH page AS (
     SELECT DISTINCT m.user_id FROM unnest($1::text[]) AS r (role) CROSS JOIN LATERAL (
       SELECT g.user_id FROM user_roles g
       WHERE g.role = r.role AND (g.expires_at IS NULL OR g.expires_at > statement_timestamp())
         AND g.user_id > coalesce($2::uuid, '${FIRST_ID}')
       ORDER BY g.user_id LIMIT $3
     ) m ORDER BY m.user_id LIMIT $3
   )
   SELECT g.user_id, u.email, s.status, array_agg(g.role ORDER BY g.role) AS roles,
          array_agg(g.expires_at ORDER BY g.role) AS expiries
   FROM page JOIN user_roles g ON g.user_id = page.user_id JOIN subjects s ON s.id = page.user_id
     LEFT JOIN users u ON u.id = page.user_id
   WHERE g.role = ANY($1) AND (g.expires_at IS NULL OR g.expires_at > statement_timestamp())
   GROUP BY g.user_id, u.email, s.status ORDER BY g.user_id`,
);
