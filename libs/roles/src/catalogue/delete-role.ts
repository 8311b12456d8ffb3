import { Injectable } from '@nestjs/common';
import { Audit, type AuditEvent } from '#libs/audit';
import { ADMINISTRATION, assertCovers, Authority, type Caller } from '#libs/authority';
import { Database, statement, type Transaction } from '#libs/persistence';
import { DomainError, type ExpectedVersion } from '#libs/platform';
import { Standing } from '#libs/revocations';
import { RoleHoldings } from '../authority/role-holdings.js';
import { RoleAnnouncements, type RoleChange } from './role-announcements.js';
import { contentOf, RoleCatalogue } from './role-catalogue.js';
import { RoleContent } from './role-content.js';
import type { RoleRecord } from './role-record.js';

/** Their tokens are outdated with the role, in one transaction that has to end within a second. */
const MAX_MEMBERS = 10_000;

/** Deletes a role, for who holds all that it gave: takes it from its members and out of other roles, at once. */
@Injectable()
export class DeleteRole {
  constructor(
    private readonly database: Database,
    private readonly authority: Authority,
    private readonly roleCatalogue: RoleCatalogue,
    private readonly roleContent: RoleContent,
    private readonly roleHoldings: RoleHoldings,
    private readonly roleAnnouncements: RoleAnnouncements,
    private readonly standing: Standing,
    private readonly audit: Audit,
  ) {}

  /**
   * @param open to do it as a part of a transaction that is under way
   * @throws DomainError `insufficient_scope`, `permission_not_held`, `role_not_found`, `built_in_role`,
   *   `precondition_failed`, `too_many_members`
   */
  execute(caller: Caller, name: string, expected: ExpectedVersion, open?: Transaction): Promise<void> {
    const remove = async (transaction: Transaction): Promise<void> => {
      const held = await this.authority.authorise(transaction, caller, 'roles:write');
      const before = await this.roleCatalogue.getChangeable(caller, name, expected, transaction);
      assertCovers(held, await this.roleHoldings.ofRole(transaction, name));
      await assertFewMembers(transaction, name);
      const concerned = await this.roleAnnouncements.concernedBy(transaction, name);
      const members = await transaction.run(deleteGrants, [name]);
      const inForce = members.filter(member => member.in_force);
      await this.standing.outdateTokens(
        transaction,
        inForce.map(({ user_id }) => user_id),
      );
      await transaction.run(deleteRole, [name]);
      await this.roleContent.settleDemands(
        transaction,
        concerned.map(role => role.name),
      );
      const edited = await this.roleAnnouncements.deleted(transaction, before, concerned);
      await this.audit.recordAll(transaction, [
        ...inForce.map(member => revocationOf(caller, name, member)),
        ...edited.map(change => editOf(caller, name, change)),
        deletionOf(caller, before, inForce.length),
      ]);
    };
    return this.database.inTurn(ADMINISTRATION, remove, open);
  }
}

/** The trail of each who had the role, and of each role that named it, is whole by itself. */
const revocationOf = (actor: Caller, role: string, { user_id, expires_at }: DeletedGrant): AuditEvent => ({
  kind: 'authz_role_revoked',
  actor,
  target: user_id,
  details: { role, before: { expires_at }, reason: 'role_deleted' },
});

const editOf = (actor: Caller, deleted: string, { before, after }: RoleChange): AuditEvent => ({
  kind: 'authz_role_updated',
  actor,
  target: after.name,
  details: { before: contentOf(before), after: contentOf(after), reason: 'role_deleted', deleted },
});

const deletionOf = (actor: Caller, role: RoleRecord, members: number): AuditEvent => ({
  kind: 'authz_role_deleted',
  actor,
  target: role.name,
  details: { before: contentOf(role), members },
});

async function assertFewMembers(transaction: Transaction, role: string): Promise<void> {
  const [{ count } = { count: 0 }] = await transaction.run(countMembers, [role, MAX_MEMBERS + 1]);
  if (count > MAX_MEMBERS) throw new DomainError('too_many_members');
}

const countMembers = statement<{ count: number }, [string, number]>(
  'roles.count_members',
  'SELECT count(*)::integer AS count FROM (SELECT FROM user_roles WHERE role = $1 LIMIT $2) AS members',
);

// Inclusions and what the role may assign, and the other way round, go with it.
const deleteRole = statement<never, [string]>('roles.delete', 'DELETE FROM roles WHERE name = $1');

interface DeletedGrant {
  readonly user_id: string;
  readonly expires_at: Date | null;
  readonly in_force: boolean;
}

const deleteGrants = statement<DeletedGrant, [string]>(
  'roles.drop_grants',
  `DELETE FROM user_roles WHERE role = $1
   RETURNING user_id, expires_at, coalesce(expires_at > statement_timestamp(), true) AS in_force`,
);
