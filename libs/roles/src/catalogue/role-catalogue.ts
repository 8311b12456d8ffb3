import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/authority';
import { Database, type StatementRunner } from '#libs/persistence';
import { assertVersion, DomainError, type ExpectedVersion, type PageRequest } from '#libs/platform';
import type { NameFilter } from '../name-filter.js';
import { noSuchRole } from '../no-such-role.js';
import { type RoleRecord, selectRole, selectRoles } from './role-record.js';

/** The definitions of roles, to be read. */
@Injectable()
export class RoleCatalogue {
  constructor(private readonly database: Database) {}

  /** In order of name. One more than asked for, if there is more. */
  list(page: PageRequest, { part }: NameFilter = {}, runner: StatementRunner = this.database): Promise<RoleRecord[]> {
    return runner.run(selectRoles, [page.after ?? null, page.limit + 1, part?.toLowerCase() ?? null]);
  }

  /** @throws DomainError `role_not_found` */
  async get(name: string, runner: StatementRunner = this.database): Promise<RoleRecord> {
    const [role] = await runner.run(selectRole, [name]);
    if (role === undefined) throw noSuchRole(name);
    return role;
  }

  /**
   * A role that this caller may change, as they have seen it. A role that sleeps in the caller's session stays as it is: whoever lacks
   * the factor must not be the one who takes the demand away.
   * @throws DomainError `role_not_found`, `built_in_role`, `precondition_failed`, `permission_not_held`
   */
  async getChangeable(
    caller: Caller,
    name: string,
    expected: ExpectedVersion,
    runner: StatementRunner,
  ): Promise<RoleRecord> {
    const role = await this.get(name, runner);
    if (role.built_in) throw new DomainError('built_in_role');
    assertVersion(expected, role.version);
    if (role.effective_requires_mfa && caller.kind === 'user' && !caller.mfa) throw secondFactorNotShown(name);
    return role;
  }
}

const secondFactorNotShown = (name: string): DomainError =>
  new DomainError('permission_not_held', {
    detail: `The role ${name} demands a second factor, and so does whoever changes it. Show one first.`,
  });

/** What the audit trail keeps of a role. */
export const contentOf = ({
  description,
  permissions,
  includes,
  assigns,
  requires_mfa,
}: RoleRecord): Record<string, unknown> => ({ description, permissions, includes, assigns, requires_mfa });
