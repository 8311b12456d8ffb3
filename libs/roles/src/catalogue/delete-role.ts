import { Injectable } from '@nestjs/common';
import { Audit } from '#libs/audit';
import { assertCovers, Authority, type Caller } from '#libs/authority';
import { Database, statement } from '#libs/persistence';
import type { ExpectedVersion } from '#libs/platform';
import { Standing } from '#libs/revocations';
import { RoleHoldings } from '../authority/role-holdings.js';
import { RoleAnnouncements } from './role-announcements.js';
import { contentOf, RoleCatalogue } from './role-catalogue.js';

/** Deletes a role, for who holds all that it gave: takes it from its members and out of other roles, at once. */
@Injectable()
export class DeleteRole {
  constructor(
    private readonly database: Database,
    private readonly authority: Authority,
    private readonly catalogue: RoleCatalogue,
    private readonly holdings: RoleHoldings,
    private readonly announcements: RoleAnnouncements,
    private readonly standing: Standing,
    private readonly audit: Audit,
  ) {}

  /**
   * @throws DomainError `insufficient_scope`, `permission_not_held`, `role_not_found`, `built_in_role`,
   *   `precondition_failed`
   */
  execute(caller: Caller, name: string, expected: ExpectedVersion): Promise<void> {
    return this.database.transaction(async transaction => {
      const held = await this.authority.authorise(transaction, caller, 'roles:write');
      const before = await this.catalogue.getChangeable(name, expected, transaction);
      assertCovers(held, await this.holdings.ofRole(transaction, name));
      const concerned = await this.announcements.concernedBy(transaction, name);
      const members = (await transaction.run(deleteGrants, [name])).map(({ user_id }) => user_id);
      await this.standing.outdateTokens(transaction, members);
      await transaction.run(deleteRole, [name]);
      await this.announcements.deleted(transaction, before, concerned);
      const details = { before: contentOf(before), members: members.length };
      await this.audit.record(transaction, { kind: 'authz_role_deleted', actor: caller, target: name, details });
    });
  }
}

// Inclusions and what the role may assign, and the other way round, go with it.
const deleteRole = statement<never, [string]>('roles.delete', 'DELETE FROM roles WHERE name = $1');

const deleteGrants = statement<{ user_id: string }, [string]>(
  'roles.drop_grants',
  'DELETE FROM user_roles WHERE role = $1 RETURNING user_id',
);
