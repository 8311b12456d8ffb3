import { Injectable } from '@nestjs/common';
import { ADMIN_ROLE, type FieldError } from '#libs/contracts';
import { statement, type Transaction } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { findCycle, type Inclusion } from './cycle.js';
import type { RoleDefinition } from './role-record.js';

/** Writes what roles are made of. Called under the lock of role administration, so what is checked stays true. */
@Injectable()
export class RoleContent {
  /**
   * Replaces what is given and leaves the rest.
   * @throws DomainError `role_not_found` for a role that is named and not there, `role_cycle`, `built_in_role` where
   *   the administrators' role is to be included
   */
  async write(transaction: Transaction, role: string, content: Partial<RoleDefinition>): Promise<void> {
    const { permissions, includes, assigns, requires_mfa } = content;
    if (includes !== undefined) await this.assertMayInclude(transaction, role, includes);
    if (assigns !== undefined) await this.assertAllThere(transaction, 'assigns', assigns);
    if (permissions !== undefined) await transaction.run(replacePermissions, [role, permissions]);
    if (includes !== undefined) await transaction.run(replaceInclusions, [role, includes]);
    if (assigns !== undefined) await transaction.run(replaceAssignables, [role, assigns]);
    if (requires_mfa !== undefined) await transaction.run(demandSecondFactor, [role, requires_mfa]);
    if (includes !== undefined || requires_mfa !== undefined) await this.settleDemands(transaction, [role]);
  }

  /** Writes what these roles, and all that include them, demand by what they include now. */
  async settleDemands(transaction: Transaction, roles: readonly string[]): Promise<void> {
    await transaction.run(settleDemands, [roles]);
  }

  private async assertMayInclude(transaction: Transaction, role: string, includes: readonly string[]): Promise<void> {
    const place = includes.indexOf(ADMIN_ROLE);
    if (place >= 0) {
      const message = `${ADMIN_ROLE} cannot be included in another role`;
      throw new DomainError('built_in_role', {
        errors: [{ field: `includes[${place}]`, code: 'built_in_role', message }],
      });
    }
    await this.assertAllThere(transaction, 'includes', includes);
    const way = findCycle(role, includes, await transaction.run(selectInclusionsBelow, [includes]));
    if (way !== undefined) throw cycleOf(way);
  }

  private async assertAllThere(
    transaction: Transaction,
    field: 'includes' | 'assigns',
    names: readonly string[],
  ): Promise<void> {
    const there = new Set((await transaction.run(selectExisting, [names])).map(({ name }) => name));
    const errors = names.flatMap((name, place): FieldError[] =>
      there.has(name)
        ? []
        : [{ field: `${field}[${place}]`, code: 'role_not_found', message: `there is no role ${name}` }],
    );
    if (errors.length > 0) throw new DomainError('role_not_found', { errors });
  }
}

function cycleOf(way: readonly string[]): DomainError {
  const message = way.join(' → ');
  const errors = [{ field: 'includes', code: 'cycle', message }];
  return new DomainError('role_cycle', { detail: `The role would include itself: ${message}.`, errors });
}

const selectExisting = statement<{ name: string }, [readonly string[]]>(
  'roles.existing',
  'SELECT name FROM roles WHERE name = ANY($1)',
);

export const selectInclusionsBelow = statement<Inclusion, [readonly string[]]>(
  'roles.inclusions_below',
  `WITH RECURSIVE below(role) AS (
     SELECT unnest($1::text[])
     UNION
     SELECT i.included FROM below b JOIN role_inclusions i ON i.role = b.role
   )
   SELECT i.role, i.included FROM below b JOIN role_inclusions i ON i.role = b.role ORDER BY i.role, i.included`,
);

/** Leaves what is in both as it is. */
const replacement = (table: string, column: string): string => `
  WITH dropped AS (DELETE FROM ${table} WHERE role = $1 AND ${column} <> ALL($2::text[]))
  INSERT INTO ${table} (role, ${column}) SELECT DISTINCT $1, unnest($2::text[]) ON CONFLICT DO NOTHING`;

const replacePermissions = statement<never, [string, readonly string[]]>(
  'roles.replace_permissions',
  replacement('role_permissions', 'permission'),
);

const replaceInclusions = statement<never, [string, readonly string[]]>(
  'roles.replace_inclusions',
  replacement('role_inclusions', 'included'),
);

const replaceAssignables = statement<never, [string, readonly string[]]>(
  'roles.replace_assignables',
  replacement('role_assignables', 'assignable'),
);

const demandSecondFactor = statement<never, [string, boolean]>(
  'roles.demand_second_factor',
  'UPDATE roles SET requires_mfa = $2 WHERE name = $1 AND requires_mfa <> $2',
);

/** A role demands what any role below it does: it gives what that one gives. */
const settleDemands = statement<never, [readonly string[]]>(
  'roles.settle_demands',
  `WITH RECURSIVE above(role) AS (
     SELECT unnest($1::text[])
     UNION
     SELECT i.role FROM above a JOIN role_inclusions i ON i.included = a.role
   ), closure(role, included) AS (
     SELECT role, role FROM above
     UNION
     SELECT c.role, i.included FROM closure c JOIN role_inclusions i ON i.role = c.included
   ), demands AS (
     SELECT c.role, bool_or(r.requires_mfa) AS any_of_them FROM closure c JOIN roles r ON r.name = c.included GROUP BY c.role
   )
   UPDATE roles SET effective_requires_mfa = d.any_of_them FROM demands d
   WHERE name = d.role AND effective_requires_mfa <> d.any_of_them`,
);
