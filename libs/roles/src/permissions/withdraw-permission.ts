import { Injectable } from '@nestjs/common';
import { Audit } from '#libs/audit';
import { ADMINISTRATION, Authority, type Caller, insufficientScope } from '#libs/authority';
import { Database, statement, type Transaction } from '#libs/persistence';
import { DomainError } from '#libs/platform';

/** Takes the declaration of a permission back. Roles that name the permission go on doing so. */
@Injectable()
export class WithdrawPermission {
  constructor(
    private readonly database: Database,
    private readonly authority: Authority,
    private readonly audit: Audit,
  ) {}

  /**
   * For who has declared it, and for who may change roles.
   * @param open to do it as a part of a transaction that is under way
   * @throws DomainError `insufficient_scope`, `permission_not_found`
   */
  execute(caller: Caller, name: string, open?: Transaction): Promise<void> {
    const withdraw = async (transaction: Transaction): Promise<void> => {
      const held = await this.authority.authorise(transaction, caller, 'permissions:declare');
      const [before] = await transaction.run(selectDeclared, [name]);
      if (before === undefined) throw new DomainError('permission_not_found');
      if (before.declared_by !== caller.id && !held.holds('roles:write')) {
        throw insufficientScope(['roles:write'], 'Somebody else has declared the permission.');
      }
      await transaction.run(deletePermission, [name]);
      await this.audit.record(transaction, {
        kind: 'permission_withdrawn',
        actor: caller,
        target: name,
        details: { before },
      });
    };
    return this.database.inTurn(ADMINISTRATION, withdraw, open);
  }
}

/** Read under the lock of role administration. */
export const selectDeclared = statement<{ description: string; declared_by: string | null }, [string]>(
  'permissions.declared',
  'SELECT description, declared_by FROM declared_permissions WHERE name = $1',
);

const deletePermission = statement<never, [string]>(
  'permissions.withdraw',
  'DELETE FROM declared_permissions WHERE name = $1',
);
