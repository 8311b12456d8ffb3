import { Injectable } from '@nestjs/common';
import { ADMINISTRATION } from '#libs/authority';
import { ADMIN_ROLE } from '#libs/contracts';
import { statement, type Transaction } from '#libs/persistence';
import { DomainError } from '#libs/platform';

/**
 * Guards the number of administrators. Whatever may lessen it first calls `lock`, in a statement of its own: those
 * who come after wait there, and then see in a fresh snapshot what the one before has left. Guarded DELETEs alone
 * would let two of them each see the other's administrator.
 */
@Injectable()
export class Administrators {
  /** Only in a turn of `ADMINISTRATION`, or those who wait would take all connections. */
  async lock(transaction: Transaction): Promise<void> {
    transaction.assertTurn(ADMINISTRATION);
    await transaction.run(lockAdminRole, [ADMIN_ROLE]);
  }

  /** @throws DomainError `last_administrator` if none would be left; a grant that ends by itself does not count */
  async assertSomeLeft(transaction: Transaction): Promise<void> {
    if (!(await this.anyLeft(transaction))) throw new DomainError('last_administrator');
  }

  async anyLeft(transaction: Transaction): Promise<boolean> {
    return (await transaction.run(selectAnyAdministrator, [ADMIN_ROLE])).length > 0;
  }

  /** Whether the role was ever given to anybody who is still there. */
  async anyEver(transaction: Transaction): Promise<boolean> {
    return (await transaction.run(selectAnyGrant, [ADMIN_ROLE])).length > 0;
  }
}

const lockAdminRole = statement<{ name: string }, [string]>(
  'roles.lock_administrators',
  'SELECT name FROM roles WHERE name = $1 FOR UPDATE',
);

const selectAnyAdministrator = statement<{ id: string }, [string]>(
  'roles.any_administrator',
  `SELECT s.id FROM user_roles r JOIN subjects s ON s.id = r.user_id AND s.status = 'active'
   WHERE r.role = $1 AND r.expires_at IS NULL LIMIT 1`,
);

const selectAnyGrant = statement<{ user_id: string }, [string]>(
  'roles.any_admin_grant',
  'SELECT user_id FROM user_roles WHERE role = $1 LIMIT 1',
);
