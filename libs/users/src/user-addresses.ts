import { Injectable } from '@nestjs/common';
import { isUniqueViolation, statement, type StatementRunner, type Transaction } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { normaliseEmail } from './email.js';
import { KEEPS_ADDRESS } from './links/links.js';
import { assertVisibleEmail } from './visible-email.js';

/** The addresses that people's accounts have, and whether it was shown that they are theirs. */
@Injectable()
export class UserAddresses {
  /**
   * @param isVerified whether it was shown that the new one is theirs
   * @returns whether it was another one before; false too if nobody is there
   * @throws DomainError `email_taken`, `validation_failed` for an address that cannot be told from others by eye
   */
  async set(transaction: Transaction, id: string, email: string, isVerified = false): Promise<boolean> {
    assertVisibleEmail(email);
    const normal = normaliseEmail(email);
    const isOther = await this.write(transaction, id, normal, isVerified);
    await assertNotKept(transaction, normal, id);
    return isOther;
  }

  /**
   * Brings one back that was theirs, to the letter, and is kept for them: it may be older than what is demanded of addresses now.
   * @throws DomainError `email_taken`
   */
  async bringBack(transaction: Transaction, id: string, email: string): Promise<void> {
    await this.write(transaction, id, email, true);
  }

  private async write(transaction: Transaction, id: string, email: string, isVerified: boolean): Promise<boolean> {
    return (await orTaken(transaction.run(updateEmail, [id, email, isVerified]))).length > 0;
  }

  /**
   * Notes that the address was shown to be theirs, unless it is another one by now.
   * @param email as the account has it
   * @returns whether it was not known before
   */
  async verify(transaction: Transaction, id: string, email: string): Promise<boolean> {
    return (await transaction.run(verifyEmail, [id, email])).length > 0;
  }

  /** Takes an administrator's word for it. @returns whether it was otherwise before */
  async setVerified(transaction: Transaction, id: string, isVerified: boolean): Promise<boolean> {
    return (await transaction.run(setEmailVerified, [id, isVerified])).length > 0;
  }
}

/**
 * An address that was changed is kept for whoever can undo that, so that nobody else can have it meanwhile. Asked after an address
 * was written: whoever changes it at the same time has been waited for then.
 * @param id who may have it: it was theirs
 * @throws DomainError `email_taken`
 */
export async function assertNotKept(runner: StatementRunner, email: string, id: string): Promise<void> {
  if ((await runner.run(selectKept, [email, id])).length > 0) throw new DomainError('email_taken');
}

/** @throws DomainError `email_taken` instead of what the database says of it */
export async function orTaken<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw isUniqueViolation(error, 'users_email_key') ? new DomainError('email_taken') : error;
  }
}

const selectKept = statement<{ id: string }, [string, string]>(
  'users.kept_address',
  `SELECT id FROM links WHERE email = $1 AND user_id <> $2 AND ${KEEPS_ADDRESS}`,
);

const updateEmail = statement<{ id: string }, [string, string, boolean]>(
  'users.set_email',
  `UPDATE users SET email = $2, version = version + 1, updated_at = now(),
     email_verified_at = CASE WHEN $3::boolean THEN statement_timestamp() END
   WHERE id = $1 AND email <> $2 RETURNING id`,
);

const verifyEmail = statement<{ id: string }, [string, string]>(
  'users.verify_email',
  `UPDATE users SET email_verified_at = statement_timestamp(), version = version + 1, updated_at = now()
   WHERE id = $1 AND email = $2 AND email_verified_at IS NULL RETURNING id`,
);

const setEmailVerified = statement<{ id: string }, [string, boolean]>(
  'users.set_email_verified',
  `UPDATE users SET email_verified_at = CASE WHEN $2::boolean THEN statement_timestamp() END
   WHERE id = $1 AND (email_verified_at IS NOT NULL) <> $2 RETURNING id`,
);
