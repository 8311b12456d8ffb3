import { Injectable } from '@nestjs/common';
import { Database, type StatementRunner } from '#libs/persistence';
import { assertVersion, DomainError, type ExpectedVersion, type PageRequest } from '#libs/platform';
import { type RoleRecord, selectRole, selectRoles } from './role-record.js';

/** The definitions of roles, to be read. */
@Injectable()
export class RoleCatalogue {
  constructor(private readonly database: Database) {}

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

  /**
   * A role that may be changed, as the caller has seen it.
   * @throws DomainError `role_not_found`, `built_in_role`, `precondition_failed`
   */
  async getChangeable(name: string, expected: ExpectedVersion, runner: StatementRunner): Promise<RoleRecord> {
    const role = await this.get(name, runner);
    if (role.built_in) throw new DomainError('built_in_role');
    assertVersion(expected, role.version);
    return role;
  }
}

/** What the audit trail keeps of a role. */
export const contentOf = ({ description, permissions, includes, assigns }: RoleRecord): Record<string, unknown> => ({
  description,
  permissions,
  includes,
  assigns,
});
