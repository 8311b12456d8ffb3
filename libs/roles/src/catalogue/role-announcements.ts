import { Injectable } from '@nestjs/common';
import { MAX_INCLUDED_ROLES } from '#libs/contracts';
import { statement, type StatementRunner, type Transaction } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { RevocationLog } from '#libs/revocations';
import { meaningOf, type RoleRecord, selectNamedRoles } from './role-record.js';

/** A role as it was and as it is. */
export interface RoleChange {
  readonly before: RoleRecord;
  readonly after: RoleRecord;
}

/** Tells all services what roles permit from now on: one row of the feed a role, whatever the number of its members. */
@Injectable()
export class RoleAnnouncements {
  constructor(private readonly revocationLog: RevocationLog) {}

  /** The roles that a change of this one may change too: those that include or assign it, and what includes those. */
  async concernedBy(runner: StatementRunner, role: string): Promise<readonly RoleRecord[]> {
    return runner.run(selectNamedRoles, [await this.namesAbove(runner, role)]);
  }

  /** Announces a role that was made. */
  async created(transaction: Transaction, role: RoleRecord): Promise<void> {
    assertNotTooLarge([role]);
    await this.revocationLog.announce(transaction, [announcementOf(role)]);
  }

  /**
   * Announces a role as it is, for those who remember who has it: one row of the feed, however many have got it. Until the transaction
   * ends the role stays as it is, so a newer definition cannot be superseded by this one.
   */
  async repeated(transaction: Transaction, role: string): Promise<void> {
    await transaction.run(holdRole, [role]);
    const roles = await transaction.run(selectNamedRoles, [[role]]);
    await this.revocationLog.announce(transaction, roles.map(announcementOf));
  }

  /** Gives a new version to a role that was changed, and to all that changed with it, and announces them. */
  async changed(transaction: Transaction, role: string, before: readonly RoleRecord[]): Promise<void> {
    const names = [role, ...(await this.changedSince(transaction, before)).filter(name => name !== role)];
    await this.announceAnew(transaction, names);
  }

  /**
   * Announces that a role is no more, and all that changed by that.
   * @returns the roles that named it themselves, as what they included or might assign
   */
  async deleted(transaction: Transaction, role: RoleRecord, before: readonly RoleRecord[]): Promise<RoleChange[]> {
    const { name, version } = role;
    const definition = { version: version + 1, permissions: [], includes: [] };
    await this.revocationLog.announce(transaction, [{ kind: 'role', target: name, definition, deleted: true }]);
    await this.announceAnew(transaction, await this.changedSince(transaction, before));
    const naming = new Map(before.filter(one => one.includes.includes(name) || one.assigns.includes(name)).map(byName));
    const after = await transaction.run(selectNamedRoles, [[...naming.keys()]]);
    return after.flatMap(one => {
      const old = naming.get(one.name);
      return old === undefined ? [] : [{ before: old, after: one }];
    });
  }

  private async changedSince(transaction: Transaction, before: readonly RoleRecord[]): Promise<string[]> {
    const known = new Map(before.map(role => [role.name, meaningOf(role)]));
    const after = await transaction.run(selectNamedRoles, [[...known.keys()]]);
    return after.filter(role => known.get(role.name) !== meaningOf(role)).map(role => role.name);
  }

  private async announceAnew(transaction: Transaction, names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    await transaction.run(raiseVersions, [names]);
    const roles = await transaction.run(selectNamedRoles, [names]);
    assertNotTooLarge(roles);
    await this.revocationLog.announce(transaction, roles.map(announcementOf));
  }

  private async namesAbove(runner: StatementRunner, role: string): Promise<string[]> {
    return (await runner.run(selectNamesAbove, [role])).map(({ role: name }) => name);
  }
}

const byName = (role: RoleRecord): [string, RoleRecord] => [role.name, role];

/** Every service holds every definition: what one may hold is bounded. @throws DomainError `role_too_large` */
function assertNotTooLarge(roles: readonly RoleRecord[]): void {
  const tooLarge = roles.find(role => role.effective_includes.length > MAX_INCLUDED_ROLES);
  if (tooLarge === undefined) return;
  const detail = `${tooLarge.name} would include ${tooLarge.effective_includes.length} roles.`;
  throw new DomainError('role_too_large', { detail });
}

const announcementOf = ({ name, version, effective_requires_mfa, ...role }: RoleRecord) => ({
  kind: 'role' as const,
  target: name,
  definition: {
    version,
    permissions: role.effective_permissions,
    includes: role.effective_includes,
    ...(effective_requires_mfa && { requires_mfa: effective_requires_mfa }),
  },
});

// By `assigns` only one step up: that alone changes nothing of what the assignable role is.
const selectNamesAbove = statement<{ role: string }, [string]>(
  'roles.names_above',
  `WITH RECURSIVE above(role) AS (
     SELECT name FROM roles WHERE name = $1
     UNION
     SELECT role FROM role_assignables WHERE assignable = $1
     UNION
     SELECT i.role FROM above a JOIN role_inclusions i ON i.included = a.role
   )
   SELECT role FROM above`,
);

const holdRole = statement<{ name: string }, [string]>(
  'roles.hold',
  'SELECT name FROM roles WHERE name = $1 FOR SHARE',
);

const raiseVersions = statement<never, [readonly string[]]>(
  'roles.raise_versions',
  'UPDATE roles SET version = version + 1, updated_at = now() WHERE name = ANY($1)',
);
