import { statement } from '#libs/persistence';

/** A role, with what it amounts to. */
export interface RoleRecord {
  readonly name: string;
  readonly description: string;
  /** Its own. */
  readonly permissions: string[];
  /** Roles that it includes directly. */
  readonly includes: string[];
  /** Roles that its members may give and take, by itself. */
  readonly assigns: string[];
  /** All that it permits, by what it includes as well, and `roles:delegate` if there is anything that it may assign. */
  readonly effective_permissions: string[];
  /** All roles that it includes, directly or through others. */
  readonly effective_includes: string[];
  /** By itself it counts only in sessions with a second factor. */
  readonly requires_mfa: boolean;
  /** The same by itself or by any role that it includes. */
  readonly effective_requires_mfa: boolean;
  readonly built_in: boolean;
  readonly version: number;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** What a role is made of. */
export interface RoleDefinition {
  readonly description: string;
  readonly permissions: readonly string[];
  readonly includes: readonly string[];
  readonly assigns: readonly string[];
  readonly requires_mfa: boolean;
}

/** What members of a role get by it, as text to compare. The lists are in order. */
export const meaningOf = ({
  effective_permissions,
  effective_includes,
  effective_requires_mfa,
  assigns,
}: RoleRecord): string => JSON.stringify([effective_permissions, effective_includes, effective_requires_mfa, assigns]);

/** @param where which roles `r`, in which order, how many */
const rolesWhere = (where: string): string => `
  WITH RECURSIVE wanted AS (SELECT r.* FROM roles r ${where}),
  closure(role, included) AS (
    SELECT name, name FROM wanted
    UNION
    SELECT c.role, i.included FROM closure c JOIN role_inclusions i ON i.role = c.included
  ),
  permitted AS (
    SELECT c.role, p.permission FROM closure c JOIN role_permissions p ON p.role = c.included
    UNION
    SELECT c.role, 'roles:delegate' FROM closure c JOIN role_assignables a ON a.role = c.included
  )
  SELECT w.name, w.description, w.requires_mfa, w.effective_requires_mfa, w.built_in, w.version, w.created_at, w.updated_at,
         ARRAY(SELECT permission FROM role_permissions WHERE role = w.name ORDER BY 1) AS permissions,
         ARRAY(SELECT included FROM role_inclusions WHERE role = w.name ORDER BY 1) AS includes,
         ARRAY(SELECT assignable FROM role_assignables WHERE role = w.name ORDER BY 1) AS assigns,
         coalesce(e.permissions, '{}') AS effective_permissions,
         coalesce(n.includes, '{}') AS effective_includes
  FROM wanted w
  LEFT JOIN (SELECT role, array_agg(permission ORDER BY permission) AS permissions
             FROM permitted GROUP BY role) e ON e.role = w.name
  LEFT JOIN (SELECT role, array_agg(included ORDER BY included) AS includes
             FROM closure WHERE included <> role GROUP BY role) n ON n.role = w.name
  ORDER BY w.name`;

export const selectRole = statement<RoleRecord, [string]>('roles.get', rolesWhere('WHERE r.name = $1'));

export const selectRoles = statement<RoleRecord, [string | null, number, string | null]>(
  'roles.list',
  rolesWhere(
    `WHERE ($1::text IS NULL OR r.name > $1) AND ($3::text IS NULL OR position($3 IN r.name) > 0)
     ORDER BY r.name LIMIT $2`,
  ),
);

export const selectNamedRoles = statement<RoleRecord, [readonly string[]]>(
  'roles.get_several',
  rolesWhere('WHERE r.name = ANY($1)'),
);
