import { Injectable } from '@nestjs/common';
import { Audit } from '#libs/audit';
import { ADMINISTRATION, assertCovers, Authority, type Caller } from '#libs/authority';
import { MAX_ROLES } from '#libs/contracts';
import { Database, isUniqueViolation, statement, type Transaction } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { RoleHoldings } from '../authority/role-holdings.js';
import { RoleAnnouncements } from './role-announcements.js';
import { contentOf, RoleCatalogue } from './role-catalogue.js';
import { RoleContent } from './role-content.js';
import type { RoleDefinition, RoleRecord } from './role-record.js';

/** Makes a role, for who holds all that it gives. */
@Injectable()
export class CreateRole {
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
   * @param open to do it as a part of a transaction that is under way
   * @throws DomainError `insufficient_scope`, `permission_not_held`, `role_exists`, `role_not_found`, `role_cycle`,
   *   `role_too_large`, `too_many_roles`, `built_in_role`
   */
  execute(caller: Caller, name: string, definition: RoleDefinition, open?: Transaction): Promise<RoleRecord> {
    const create = async (transaction: Transaction): Promise<RoleRecord> => {
      const held = await this.authority.authorise(transaction, caller, 'roles:write');
      await insert(transaction, name, definition.description);
      await this.roleContent.write(transaction, name, definition);
      assertCovers(held, await this.roleHoldings.ofRole(transaction, name));
      const role = await this.roleCatalogue.get(name, transaction);
      await this.roleAnnouncements.created(transaction, role);
      const details = { after: contentOf(role) };
      await this.audit.record(transaction, { kind: 'authz_role_created', actor: caller, target: name, details });
      return role;
    };
    return this.database.inTurn(ADMINISTRATION, create, open);
  }
}

async function insert(transaction: Transaction, name: string, description: string): Promise<void> {
  const [{ count } = { count: 0 }] = await transaction.run(countRoles, []);
  if (count >= MAX_ROLES) throw new DomainError('too_many_roles');
  try {
    await transaction.run(insertRole, [name, description]);
  } catch (error) {
    throw isUniqueViolation(error, 'roles_pkey') ? new DomainError('role_exists') : error;
  }
}

const countRoles = statement<{ count: number }>('roles.count', 'SELECT count(*)::integer AS count FROM roles');

const insertRole = statement<never, [string, string]>(
  'roles.create',
  // A role that was deleted of late goes on with its versions, or nobody would believe the new definition.
  `INSERT INTO roles (name, description, version)
   VALUES ($1, $2, 1 + coalesce((SELECT (definition->>'version')::integer FROM revocations
                                 WHERE kind = 'role' AND target = $1), 0))`,
);
