import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '#libs/persistence';
import { newId } from '#libs/platform';

export type MailRequestKind =
  'password_forgotten' | 'registration' | 'registration_again' | 'email_change' | 'login_code';

/** What somebody wants a mail for, and to which address. */
export interface MailRequest {
  readonly kind: MailRequestKind;
  /** As it was given. */
  readonly email: string;
  /** Who asks, where that is known. */
  readonly user_id: string | null;
  readonly password_hash: string | null;
  readonly ip: string | null;
  readonly user_agent: string | null;
  /** Whether the device that asks has logged in to an account of this address before; false if nothing is said. */
  readonly known_device?: boolean;
}

/** A request that somebody looks into. */
export interface TakenMailRequest extends Required<MailRequest> {
  readonly id: string;
}

/**
 * Requests that have been taken and not looked into yet. Taking one is the same statement whatever the address, so that the
 * answer tells nothing about it; and what was taken is not lost.
 */
@Injectable()
export class MailRequests {
  constructor(private readonly database: Database) {}

  /**
   * @param id where something is kept of it besides
   * @returns the id of the request
   */
  async take(request: MailRequest, id = newId()): Promise<string> {
    await this.database.run(insertRequest, { known_device: false, ...request, id });
    return id;
  }

  /** Removes a request, to do what it asks for in the same transaction. @returns undefined if that was done already */
  async claim(transaction: Transaction, id: string): Promise<TakenMailRequest | undefined> {
    return (await transaction.run(claimRequest, [id]))[0];
  }

  /** The oldest requests that nobody has looked into for a while: whoever took them is gone. */
  async left(limit: number): Promise<string[]> {
    return (await this.database.run(selectLeft, [limit])).map(({ id }) => id);
  }

  /** Forgets those that cannot be done. */
  async forget(limit: number): Promise<number> {
    return (await this.database.run(purge, [limit])).length;
  }
}

const insertRequest = statement<never, TakenMailRequest>(
  'mail_requests.take',
  `INSERT INTO mail_requests (id, kind, email, user_id, password_hash, ip, user_agent, known_device)
   VALUES (:id, :kind, :email, :user_id, :password_hash, :ip, :user_agent, :known_device)`,
);

const claimRequest = statement<TakenMailRequest, [string]>(
  'mail_requests.claim',
  `DELETE FROM mail_requests WHERE id = $1
   RETURNING id, kind, email, user_id, password_hash, ip, user_agent, known_device`,
);

const selectLeft = statement<{ id: string }, [number]>(
  'mail_requests.left',
  `SELECT id FROM mail_requests WHERE created_at < statement_timestamp() - interval '10 seconds'
   ORDER BY created_at LIMIT $1`,
);

const purge = statement<{ id: string }, [number]>(
  'mail_requests.purge',
  `DELETE FROM mail_requests WHERE id IN (
     SELECT id FROM mail_requests WHERE created_at < statement_timestamp() - interval '1 day'
     ORDER BY created_at LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING id`,
);
