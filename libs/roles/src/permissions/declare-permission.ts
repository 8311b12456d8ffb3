import { Injectable } from '@nestjs/common';
import { Audit } from '#libs/audit';
import { ADMINISTRATION, Authority, type Caller } from '#libs/authority';
import { Database, statement, type Transaction } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { isAboutThisService, type PermissionRecord } from './permission-catalogue.js';
import { selectDeclared } from './withdraw-permission.js';

export interface Declaration {
  readonly permission: PermissionRecord;
  /** Whether it was not declared before. */
  readonly isNew: boolean;
}

/** Says what a permission of another service means. Whoever has declared it may say it anew. */
@Injectable()
export class DeclarePermission {
  constructor(
    private readonly database: Database,
    private readonly authority: Authority,
    private readonly audit: Audit,
  ) {}

  /**
   * @param open to do it as a part of a transaction that is under way
   * @throws DomainError `insufficient_scope`, `permission_exists`
   */
  execute(caller: Caller, name: string, description: string, open?: Transaction): Promise<Declaration> {
    const declare = async (transaction: Transaction): Promise<Declaration> => {
      await this.authority.authorise(transaction, caller, 'permissions:declare');
      const [before] = await transaction.run(selectDeclared, [name]);
      const isOthers = before !== undefined && before.declared_by !== caller.id;
      if (isOthers || isAboutThisService(name)) throw new DomainError('permission_exists');
      const declaration = { permission: permissionOf(name, description, caller), isNew: before === undefined };
      if (before?.description === description) return declaration;
      await transaction.run(upsertPermission, [name, description, caller.id]);
      const details = { ...(before && { before: { description: before.description } }), after: { description } };
      await this.audit.record(transaction, { kind: 'permission_declared', actor: caller, target: name, details });
      return declaration;
    };
    return this.database.inTurn(ADMINISTRATION, declare, open);
  }
}

const permissionOf = (name: string, description: string, { id }: Caller): PermissionRecord => ({
  name,
  description,
  built_in: false,
  declared_by: id,
});

const upsertPermission = statement<never, [string, string, string | null]>(
  'permissions.declare',
  `INSERT INTO declared_permissions (name, description, declared_by) VALUES ($1, $2, $3)
   ON CONFLICT (name) DO UPDATE SET description = excluded.description, updated_at = now()`,
);
