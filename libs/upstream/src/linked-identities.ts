import { Injectable } from '@nestjs/common';
import { Database, isUniqueViolation, statement, type StatementRunner, type Transaction } from '#libs/persistence';
import { newId } from '#libs/platform';
import type { UnlinkedIdentity } from './upstream-logins.js';

/** A login of another provider that is linked to an account. */
export interface IdentityRecord {
  readonly id: string;
  readonly provider_id: string;
  readonly issuer: string;
  readonly button_text: string;
  /** `sub`, as the provider knows them. */
  readonly subject: string;
  /** As the provider named it when it was linked. */
  readonly email: string | null;
  readonly linked_at: Date;
  readonly used_at: Date | null;
}

/** Whose account it is, and by which link. */
export interface FoundIdentity {
  readonly id: string;
  readonly user_id: string;
}

/** Somebody has linked it meanwhile: nothing of the transaction counts. */
export class LinkedAlready extends Error {
  override readonly name = 'LinkedAlready';
}

/** Which logins of other providers are linked to which accounts: found by provider and `sub` alone, never by an address. */
@Injectable()
export class LinkedIdentities {
  constructor(private readonly database: Database) {}

  listOf(userId: string, runner: StatementRunner = this.database): Promise<IdentityRecord[]> {
    return runner.run(selectIdentities, [userId]);
  }

  async find(provider_id: string, subject: string): Promise<FoundIdentity | undefined> {
    return (await this.database.run(selectIdentity, [provider_id, subject]))[0];
  }

  /** @returns its id @throws LinkedAlready */
  async link(transaction: Transaction, user_id: string, identity: UnlinkedIdentity): Promise<string> {
    const id = newId();
    try {
      await transaction.run(insert, { id, user_id, ...identity });
    } catch (error) {
      throw isUniqueViolation(error, 'linked_identities_subject_key') ? new LinkedAlready() : error;
    }
    return id;
  }

  /** Notes that somebody logs in by it. @returns false if it is not linked any more, or its provider is switched off */
  async use(transaction: Transaction, id: string): Promise<boolean> {
    return (await transaction.run(use, [id])).length > 0;
  }

  /** @returns by which provider it was; undefined if the user has no such identity */
  async unlink(transaction: Transaction, userId: string, id: string): Promise<string | undefined> {
    return (await transaction.run(deleteIdentity, [userId, id]))[0]?.provider_id;
  }

  /** Whatever others may have linked to an account that is taken out of their hands. */
  async unlinkAll(runner: StatementRunner, userId: string): Promise<void> {
    await runner.run(deleteIdentities, [userId]);
  }
}

const selectIdentities = statement<IdentityRecord, [string]>(
  'linked_identities.of_user',
  `SELECT l.id, provider_id, issuer, button_text, subject, email, linked_at, used_at
   FROM linked_identities l JOIN identity_providers p ON p.id = l.provider_id
   WHERE user_id = $1 ORDER BY l.id`,
);

const selectIdentity = statement<FoundIdentity, [string, string]>(
  'linked_identities.find',
  'SELECT id, user_id FROM linked_identities WHERE provider_id = $1 AND subject = $2',
);

const insert = statement<never, UnlinkedIdentity & { id: string; user_id: string }>(
  'linked_identities.link',
  `INSERT INTO linked_identities (id, provider_id, subject, user_id, email)
   VALUES (:id, :provider_id, :subject, :user_id, :email)`,
);

const use = statement<{ id: string }, [string]>(
  'linked_identities.use',
  `UPDATE linked_identities l SET used_at = statement_timestamp() FROM identity_providers p
   WHERE l.id = $1 AND p.id = l.provider_id AND p.enabled RETURNING l.id`,
);

const deleteIdentity = statement<{ provider_id: string }, [string, string]>(
  'linked_identities.unlink',
  'DELETE FROM linked_identities WHERE user_id = $1 AND id = $2 RETURNING provider_id',
);

const deleteIdentities = statement<never, [string]>(
  'linked_identities.unlink_all',
  'DELETE FROM linked_identities WHERE user_id = $1',
);
