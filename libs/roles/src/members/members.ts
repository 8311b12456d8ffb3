import { Injectable } from '@nestjs/common';
import { Database, statement } from '#libs/persistence';
import { FIRST_ID, type PageRequest } from '#libs/platform';
import { RoleCatalogue } from '../catalogue/role-catalogue.js';

export interface Member {
  readonly user_id: string;
  readonly email: string | null;
  readonly granted_by: string | null;
  readonly granted_at: Date;
  readonly expires_at: Date | null;
  readonly has_second_factor: boolean;
}

/** Who was given a role directly, and has it still. */
@Injectable()
export class Members {
  constructor(
    private readonly database: Database,
    private readonly roleCatalogue: RoleCatalogue,
  ) {}

  /**
   * In order of id. One more than asked for, if there is more.
   * @param withoutFactor only those who have no second factor
   * @throws DomainError `role_not_found`
   */
  async list(role: string, withoutFactor: boolean, page: PageRequest): Promise<Member[]> {
    await this.roleCatalogue.get(role);
    return this.database.run(selectMembers, {
      role,
      after: page.after ?? null,
      without_factor: withoutFactor,
      count: page.limit + 1,
    });
  }
}

/** Looked up for each, as what follows. */
const EMAIL = '(SELECT email FROM users WHERE users.id = user_id)';

/** Looked up for each, not joined: a plan that has to be good for every page would read the subjects from the first one on. */
const HAS_FACTOR = '(SELECT has_second_factor FROM subjects WHERE subjects.id = user_id)';

// The cursor bounds in any case, so that no plan reads what comes before it.
export const selectMembers = statement<
  Member,
  { role: string; after: string | null; without_factor: boolean; count: number }
>(
  'roles.members',
  `SELECT user_id, ${EMAIL} AS email, granted_by, granted_at, expires_at, ${HAS_FACTOR} AS has_second_factor FROM user_roles
   WHERE role = :role AND (expires_at IS NULL OR expires_at > statement_timestamp()) AND user_id > coalesce(:after::uuid, '${FIRST_ID}')
     AND NOT (:without_factor AND ${HAS_FACTOR})
   ORDER BY user_id LIMIT :count`,
);
