import { Injectable } from '@nestjs/common';
import { Audit } from '#libs/audit';
import { ADMINISTRATION, Authority, type Caller } from '#libs/authority';
import { ADMIN_ROLE } from '#libs/contracts';
import { Database, statement, type Transaction } from '#libs/persistence';
import { Standing } from '#libs/revocations';
import { Administrators } from './administrators.js';
import { Assignment, AT_ALL, untilOf } from './authority/assignment.js';
import { noSuchRole } from './no-such-role.js';

/** Takes a role from a user, at once: the access tokens that carry it are outdated, sessions go on. */
@Injectable()
export class RevokeRole {
  constructor(
    private readonly database: Database,
    private readonly authority: Authority,
    private readonly assignment: Assignment,
    private readonly administrators: Administrators,
    private readonly standing: Standing,
    private readonly audit: Audit,
  ) {}

  /**
   * Does nothing if the user does not have the role.
   * @param open to do it as a part of a transaction that is under way
   * @throws DomainError `insufficient_scope`, `permission_not_held`, `user_not_found`, `role_not_found`,
   *   `last_administrator`
   */
  execute(caller: Caller, userId: string, role: string, open?: Transaction): Promise<void> {
    const revoke = async (transaction: Transaction): Promise<void> => {
      const held = await this.authority.authorise(transaction, caller, 'roles:assign', 'roles:delegate');
      const [removed] = await transaction.run(deleteGrant, [userId, role]);
      const rule = await this.assignment.ruleFor(transaction, held, role);
      rule(removed === undefined ? AT_ALL : untilOf(removed.expires_at));
      await this.authority.assertMayTouch(transaction, caller, held, userId);
      if (removed?.in_force !== true) return this.assertBothExist(transaction, userId, role);
      if (role === ADMIN_ROLE) await this.administrators.assertSomeLeft(transaction);
      await this.standing.outdateTokens(transaction, [userId]);
      const details = { role, before: { expires_at: removed.expires_at } };
      await this.audit.record(transaction, { kind: 'authz_role_revoked', actor: caller, target: userId, details });
    };
    return this.database.inTurn(ADMINISTRATION, revoke, open);
  }

  private async assertBothExist(transaction: Transaction, userId: string, role: string): Promise<void> {
    await this.standing.assertUser(transaction, userId);
    if ((await transaction.run(selectRole, [role])).length === 0) throw noSuchRole(role);
  }
}

interface RemovedGrant {
  readonly expires_at: Date | null;
  readonly in_force: boolean;
}

const deleteGrant = statement<RemovedGrant, [string, string]>(
  'roles.revoke',
  `DELETE FROM user_roles WHERE user_id = $1 AND role = $2
   RETURNING expires_at, coalesce(expires_at > statement_timestamp(), true) AS in_force`,
);

const selectRole = statement<{ name: string }, [string]>('roles.exists', 'SELECT name FROM roles WHERE name = $1');
