import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import { Database, isUniqueViolation, statement, type StatementRunner, type Transaction } from '#libs/persistence';
import { DomainError, type PageRequest } from '#libs/platform';
import { Outbox, Standing } from '#libs/revocations';
import { Administrators } from './administrators.js';

export interface RoleRecord {
  readonly name: string;
  readonly description: string;
  readonly permissions: string[];
  readonly built_in: boolean;
  readonly version: number;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export interface RoleDefinition {
  readonly description: string;
  readonly permissions: readonly string[];
}

/** The definitions of roles. Built-in ones can be read and not changed. */
@Injectable()
export class RoleCatalogue {
  constructor(
    private readonly database: Database,
    private readonly administrators: Administrators,
    private readonly standing: Standing,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  /** In order of name. One more than asked for, if there is more. */
  list(page: PageRequest): Promise<RoleRecord[]> {
    return this.database.run(selectRoles, [page.after ?? null, page.limit + 1]);
  }

  /** @throws DomainError `role_not_found` */
  async get(name: string, runner: StatementRunner = this.database): Promise<RoleRecord> {
    const [role] = await runner.run(selectRole, [name]);
    if (role === undefined) throw new DomainError('role_not_found');
    return role;
  }

  /** @throws DomainError `role_exists` */
  create(actor: Actor, name: string, definition: RoleDefinition): Promise<RoleRecord> {
    return this.asAdministrator(actor, async transaction => {
      try {
        await transaction.run(insertRole, [name, definition.description]);
      } catch (error) {
        throw isUniqueViolation(error, 'roles_pkey') ? new DomainError('role_exists') : error;
      }
      await transaction.run(insertPermissions, [name, definition.permissions]);
      const role = await this.get(name, transaction);
      await this.announce(transaction, role);
      await this.audit.record(transaction, {
        kind: 'authz_role_created',
        actor,
        target: name,
        details: contentOf(role),
      });
      return role;
    });
  }

  /** Changes what is given and leaves the rest. @throws DomainError `role_not_found`, `built_in_role` */
  update(actor: Actor, name: string, change: Partial<RoleDefinition>): Promise<RoleRecord> {
    return this.asAdministrator(actor, async transaction => {
      const before = await this.getOwn(name, transaction);
      await transaction.run(updateRole, [name, change.description ?? before.description]);
      if (change.permissions !== undefined) {
        await transaction.run(deletePermissions, [name]);
        await transaction.run(insertPermissions, [name, change.permissions]);
      }
      const role = await this.get(name, transaction);
      await this.announce(transaction, role);
      const details = { before: contentOf(before), after: contentOf(role) };
      await this.audit.record(transaction, { kind: 'authz_role_updated', actor, target: name, details });
      return role;
    });
  }

  /** Deletes a role and takes it from everybody who has it. @throws DomainError `role_not_found`, `built_in_role` */
  delete(actor: Actor, name: string): Promise<void> {
    return this.asAdministrator(actor, async transaction => {
      const before = await this.getOwn(name, transaction);
      const members = await transaction.run(deleteGrants, [name]);
      await this.standing.outdateTokens(
        transaction,
        members.map(member => member.user_id),
      );
      await transaction.run(deleteRole, [name]);
      await this.announceDeletion(transaction, before);
      const details = { before: contentOf(before), members: members.length };
      await this.audit.record(transaction, { kind: 'authz_role_deleted', actor, target: name, details });
    });
  }

  private async announce(transaction: Transaction, { name, version, permissions }: RoleRecord): Promise<void> {
    await this.outbox.announce(transaction, [
      { kind: 'role', target: name, definition: { version, permissions, includes: [] } },
    ]);
  }

  private async announceDeletion(transaction: Transaction, { name, version }: RoleRecord): Promise<void> {
    const definition = { version: version + 1, permissions: [], includes: [] };
    await this.outbox.announce(transaction, [{ kind: 'role', target: name, definition, deleted: true }]);
  }

  private asAdministrator<T>(actor: Actor, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.database.transaction(async transaction => {
      await this.administrators.lock(transaction);
      await this.administrators.assertStillOne(transaction, actor.id);
      return work(transaction);
    });
  }

  private async getOwn(name: string, transaction: Transaction): Promise<RoleRecord> {
    const role = await this.get(name, transaction);
    if (role.built_in) throw new DomainError('built_in_role');
    return role;
  }
}

const contentOf = ({ description, permissions }: RoleRecord): Record<string, unknown> => ({ description, permissions });

const ROLE = `
  SELECT r.name, r.description, r.built_in, r.version, r.created_at, r.updated_at,
         coalesce((SELECT array_agg(p.permission ORDER BY p.permission) FROM role_permissions p WHERE p.role = r.name),
                  '{}') AS permissions
  FROM roles r`;

const selectRole = statement<RoleRecord, [string]>('roles.get', `${ROLE} WHERE r.name = $1`);

const selectRoles = statement<RoleRecord, [string | null, number]>(
  'roles.list',
  `${ROLE} WHERE $1::text IS NULL OR r.name > $1 ORDER BY r.name LIMIT $2`,
);

const insertRole = statement<never, [string, string]>(
  'roles.create',
  // A role that was deleted of late goes on with its versions, or nobody would believe the new definition.
  `INSERT INTO roles (name, description, version)
   VALUES ($1, $2, 1 + coalesce((SELECT (definition->>'version')::integer FROM revocations
                                 WHERE kind = 'role' AND target = $1), 0))`,
);

const updateRole = statement<never, [string, string]>(
  'roles.update',
  'UPDATE roles SET description = $2, version = version + 1, updated_at = now() WHERE name = $1',
);

const deleteRole = statement<never, [string]>('roles.delete', 'DELETE FROM roles WHERE name = $1');

const insertPermissions = statement<never, [string, readonly string[]]>(
  'roles.add_permissions',
  'INSERT INTO role_permissions (role, permission) SELECT DISTINCT $1::text, unnest($2::text[])',
);

const deletePermissions = statement<never, [string]>(
  'roles.drop_permissions',
  'DELETE FROM role_permissions WHERE role = $1',
);

const deleteGrants = statement<{ user_id: string }, [string]>(
  'roles.drop_grants',
  'DELETE FROM user_roles WHERE role = $1 RETURNING user_id',
);
