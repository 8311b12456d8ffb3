import { Injectable } from '@nestjs/common';
import { Audit } from '#libs/audit';
import { ADMINISTRATION, assertCovers, Authority, type Caller } from '#libs/authority';
import { Database, statement, type Transaction } from '#libs/persistence';
import type { ExpectedVersion } from '#libs/platform';
import { RoleHoldings } from '../authority/role-holdings.js';
import { RoleAnnouncements } from './role-announcements.js';
import { contentOf, RoleCatalogue } from './role-catalogue.js';
import { RoleContent } from './role-content.js';
import type { RoleDefinition, RoleRecord } from './role-record.js';

/** Changes a role, for who holds all that it gave and all that it gives from then on. */
@Injectable()
export class UpdateRole {
  constructor(
    private readonly database: Database,
    private readonly authority: Authority,
    private readonly roleCatalogue: RoleCatalogue,
    private readonly roleContent: RoleContent,
    private readonly roleHoldings: RoleHoldings,
    private readonly roleAnnouncements: RoleAnnouncements,
    private readonly audit: Audit,
  ) {}

  /**
   * Changes what is given and leaves the rest. What members may do changes at once, and no token dies of it: where the role demands
   * a second factor from now on, it counts no more in tokens without one. Where all is as it is to be, the version stays and nothing is
   * announced.
   * @param open to do it as a part of a transaction that is under way
   * @throws DomainError `insufficient_scope`, `permission_not_held`, `role_not_found`, `role_cycle`, `built_in_role`,
   *   `precondition_failed`
   */
  execute(
    caller: Caller,
    name: string,
    change: Partial<RoleDefinition>,
    expected: ExpectedVersion,
    open?: Transaction,
  ): Promise<RoleRecord> {
    const update = async (transaction: Transaction): Promise<RoleRecord> => {
      const held = await this.authority.authorise(transaction, caller, 'roles:write');
      const before = await this.roleCatalogue.getChangeable(caller, name, expected, transaction);
      assertCovers(held, await this.roleHoldings.ofRole(transaction, name));
      if (changesNothing(before, change)) return before;
      const concerned = await this.roleAnnouncements.concernedBy(transaction, name);
      if (change.description !== undefined) await transaction.run(describeRole, [name, change.description]);
      await this.roleContent.write(transaction, name, change);
      assertCovers(held, await this.roleHoldings.ofRole(transaction, name));
      await this.roleAnnouncements.changed(transaction, name, concerned);
      const role = await this.roleCatalogue.get(name, transaction);
      const details = { before: contentOf(before), after: contentOf(role) };
      await this.audit.record(transaction, { kind: 'authz_role_updated', actor: caller, target: name, details });
      return role;
    };
    return this.database.inTurn(ADMINISTRATION, update, open);
  }
}

/** Lists are sets: in which order they name things, and how often, does not matter. */
function changesNothing(
  before: RoleRecord,
  { description, permissions, includes, assigns, requires_mfa }: Partial<RoleDefinition>,
): boolean {
  const isSame = (old: readonly string[], wanted: readonly string[] = old): boolean =>
    wanted.every(name => old.includes(name)) && old.every(name => wanted.includes(name));
  return (
    (description ?? before.description) === before.description &&
    (requires_mfa ?? before.requires_mfa) === before.requires_mfa &&
    isSame(before.permissions, permissions) &&
    isSame(before.includes, includes) &&
    isSame(before.assigns, assigns)
  );
}

const describeRole = statement<never, [string, string]>(
  'roles.describe',
  'UPDATE roles SET description = $2 WHERE name = $1',
);
