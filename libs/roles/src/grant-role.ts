import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import { Database, isForeignKeyViolation, statement, type Transaction } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { Administrators } from './administrators.js';

/**
 * What the names of a user's roles may take in a token, quotes and commas included: the whole token stays below 3 KiB,
 * so that a cookie can hold it.
 */
const MAX_ROLES_BYTES = 1536;

/** Gives a user a role. Tokens that are out there stay as they are; the next refresh brings the role. */
@Injectable()
export class GrantRole {
  constructor(
    private readonly database: Database,
    private readonly administrators: Administrators,
    private readonly audit: Audit,
  ) {}

  /** Does nothing if the user has the role already. @throws DomainError `user_not_found`, `role_not_found`, `token_too_large` */
  async execute(actor: Actor, userId: string, role: string): Promise<void> {
    await this.database.transaction(async transaction => {
      await this.administrators.lock(transaction);
      await this.administrators.assertStillOne(transaction, actor.id);
      await this.grant(transaction, actor, userId, role);
    });
  }

  /** The grant itself, within a transaction that has already settled that the actor may make it. */
  async grant(transaction: Transaction, actor: Actor, userId: string, role: string): Promise<void> {
    const granted = await insert(transaction, [userId, role, actor.id]);
    if (!granted) return;
    const [size] = await transaction.run(selectSize, [userId]);
    if ((size?.bytes ?? 0) > MAX_ROLES_BYTES) throw new DomainError('token_too_large');
    await this.audit.record(transaction, { kind: 'authz_role_granted', actor, target: userId, details: { role } });
  }
}

async function insert(transaction: Transaction, values: [string, string, string | null]): Promise<boolean> {
  try {
    return (await transaction.run(insertGrant, values)).length > 0;
  } catch (error) {
    if (isForeignKeyViolation(error, 'user_roles_user_id_fkey')) throw new DomainError('user_not_found');
    if (isForeignKeyViolation(error, 'user_roles_role_fkey')) throw new DomainError('role_not_found');
    throw error;
  }
}

const insertGrant = statement<{ role: string }, [string, string, string | null]>(
  'roles.grant',
  `INSERT INTO user_roles (user_id, role, granted_by) VALUES ($1, $2, $3)
   ON CONFLICT DO NOTHING RETURNING role`,
);

const selectSize = statement<{ bytes: number }, [string]>(
  'roles.size_in_token',
  'SELECT coalesce(sum(octet_length(role) + 3), 0)::integer AS bytes FROM user_roles WHERE user_id = $1',
);
