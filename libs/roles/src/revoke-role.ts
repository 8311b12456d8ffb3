import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import { ADMIN_ROLE } from '#libs/contracts';
import { Database, statement, type Transaction } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { Standing } from '#libs/revocations';
import { Administrators } from './administrators.js';

/** Takes a role from a user, at once: the access tokens that carry it are outdated, sessions go on. */
@Injectable()
export class RevokeRole {
  constructor(
    private readonly database: Database,
    private readonly administrators: Administrators,
    private readonly standing: Standing,
    private readonly audit: Audit,
  ) {}

  /**
   * Does nothing if the user does not have the role.
   * @throws DomainError `user_not_found`, `role_not_found`, `last_administrator`
   */
  async execute(actor: Actor, userId: string, role: string): Promise<void> {
    await this.database.transaction(async transaction => {
      await this.administrators.lock(transaction);
      await this.administrators.assertStillOne(transaction, actor.id);
      const removed = await transaction.run(deleteGrant, [userId, role]);
      if (removed.length === 0) return this.assertBothExist(transaction, userId, role);
      if (role === ADMIN_ROLE) await this.administrators.assertSomeLeft(transaction);
      await this.standing.outdateTokens(transaction, [userId]);
      await this.audit.record(transaction, { kind: 'authz_role_revoked', actor, target: userId, details: { role } });
    });
  }

  private async assertBothExist(transaction: Transaction, userId: string, role: string): Promise<void> {
    if ((await this.standing.read(transaction, userId)) === undefined) throw new DomainError('user_not_found');
    if ((await transaction.run(selectRole, [role])).length === 0) throw new DomainError('role_not_found');
  }
}

const deleteGrant = statement<{ role: string }, [string, string]>(
  'roles.revoke',
  'DELETE FROM user_roles WHERE user_id = $1 AND role = $2 RETURNING role',
);

const selectRole = statement<{ name: string }, [string]>('roles.exists', 'SELECT name FROM roles WHERE name = $1');
