import { Injectable } from '@nestjs/common';
import { Holdings, type Until } from '#libs/authority';
import { statement, type StatementRunner } from '#libs/persistence';

/** What comes with a role that lists others in `assigns`. */
const DELEGATE = 'roles:delegate';

/** What roles amount to, by what they include as well. */
@Injectable()
export class RoleHoldings {
  /** What a user can make use of now: without what comes with roles that sleep, for want of a second factor. */
  async ofCaller(runner: StatementRunner, userId: string, mfa: boolean): Promise<Holdings> {
    return holdingsOf(await runner.run(selectOfCaller, [userId, mfa]));
  }

  /**
   * What each of these users holds, awake or asleep: by grants that have not expired, each part of it until the grant does; and the custom
   * claims in their tokens.
   */
  async ofUsers(runner: StatementRunner, userIds: readonly string[]): Promise<ReadonlyMap<string, Holdings>> {
    const rows = new Map<string, HeldRow[]>(userIds.map(id => [id, []]));
    for (const row of await runner.run(selectOfUsers, [userIds])) rows.get(row.owner)?.push(row);
    return new Map([...rows].map(([userId, theirs]) => [userId, holdingsOf(theirs)]));
  }

  /**
   * What somebody holds who has the role for good. The role itself is included, since services ask for it by name, but
   * not as long as it is unused: nobody has it, no role includes it and none may assign it. So whoever makes a role can
   * mend it before it is used. Of a role that is not there: nothing.
   */
  async ofRole(runner: StatementRunner, role: string): Promise<Holdings> {
    return holdingsOf(await runner.run(selectOfRole, [role]));
  }
}

interface HeldRow {
  /** Who holds it: the id of a user; or the name of a role, for whoever has that. */
  readonly owner: string;
  readonly kind: 'permission' | 'assignable' | 'role' | 'claim';
  readonly name: string;
  /** Null: for good. */
  readonly ends_at: Date | null;
}

function holdingsOf(rows: readonly HeldRow[]): Holdings {
  const of = (kind: HeldRow['kind']): Map<string, Until> =>
    new Map(rows.filter(row => row.kind === kind).map(row => [row.name, row.ends_at?.getTime() ?? Infinity]));
  const permissions = of('permission');
  const assignable = of('assignable');
  const delegates = Math.max(0, permissions.get(DELEGATE) ?? 0, ...assignable.values());
  if (delegates > 0) permissions.set(DELEGATE, delegates);
  return new Holdings(permissions, assignable, of('role'), of('claim'));
}

/**
 * @param seed selects who it is about and the roles to begin with, each with the end of what it gives
 * @param which a condition on the roles whose names are held too; without it, those of all
 * @param more selects what else is held, beside what comes with the roles
 */
const heldThrough = (seed: string, { which = '', more = '' }: { which?: string; more?: string }): string => `
  WITH RECURSIVE held(owner, role, ends_at) AS (
    ${seed}
    UNION
    SELECT h.owner, i.included, h.ends_at FROM held h JOIN role_inclusions i ON i.role = h.role
  ), items AS (
    SELECT h.owner, 'permission' AS kind, p.permission AS name, h.ends_at
    FROM held h JOIN role_permissions p ON p.role = h.role
    UNION ALL
    SELECT h.owner, 'assignable', a.assignable, h.ends_at FROM held h JOIN role_assignables a ON a.role = h.role
    UNION ALL
    SELECT h.owner, 'role', h.role, h.ends_at FROM held h ${which}
    ${more}
  )
  SELECT owner, kind, name, nullif(max(coalesce(ends_at, 'infinity')), 'infinity') AS ends_at
  FROM items GROUP BY owner, kind, name`;

/** @param and SQL of what has to hold of the grants besides */
const heldByUsers = (users: string, and = ''): string =>
  heldThrough(
    `SELECT user_id, role, expires_at FROM user_roles
    WHERE user_id ${users} AND (expires_at IS NULL OR expires_at > statement_timestamp()) ${and}`,
    {
      more: `UNION ALL
    SELECT s.id, 'claim', c.key || '=' || c.value::text, NULL FROM subjects s CROSS JOIN jsonb_each(s.ext) c
    WHERE s.id ${users}`,
    },
  );

const selectOfUsers = statement<HeldRow, [readonly string[]]>(
  'roles.holdings_of_users',
  heldByUsers('= ANY($1::uuid[])'),
);

const selectOfCaller = statement<HeldRow, [string, boolean]>(
  'roles.holdings_of_caller',
  heldByUsers(
    '= $1::uuid',
    `AND ($2::boolean AND (SELECT has_second_factor FROM subjects WHERE id = $1::uuid)
      OR NOT (SELECT effective_requires_mfa FROM roles WHERE name = role))`,
  ),
);

/** Whether somebody has the role of this name or could come to have it by what stands there. */
const isInUse = (role: string): string => `(
  EXISTS (SELECT FROM user_roles WHERE role = ${role} AND (expires_at IS NULL OR expires_at > statement_timestamp()))
  OR EXISTS (SELECT FROM role_inclusions WHERE included = ${role})
  OR EXISTS (SELECT FROM role_assignables WHERE assignable = ${role}))`;

const selectOfRole = statement<HeldRow, [string]>(
  'roles.holdings_of_role',
  heldThrough('SELECT name, name, NULL::timestamptz FROM roles WHERE name = $1', {
    which: `WHERE h.role <> $1 OR ${isInUse('$1')}`,
  }),
);
