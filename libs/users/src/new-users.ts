import { Injectable } from '@nestjs/common';
import { isUniqueViolation, statement, type Transaction } from '#libs/persistence';
import { newId } from '#libs/platform';
import { type CustomClaims, type NewStanding, Standing } from '#libs/revocations';
import { asTyped, normaliseEmail } from './email.js';
import { KEEPS_ADDRESS } from './links/links.js';

/** An account that is to be made. */
export interface NewAccount {
  /** In the one form: see `normaliseEmail`. */
  readonly email: string;
  readonly status: NewStanding['status'];
  readonly ext: CustomClaims | null;
  readonly password_hash: string | null;
  /** Whether somebody answers for it that the address is theirs. */
  readonly email_verified: boolean;
  /** Null: now. */
  readonly created_at: Date | null;
}

/** Makes many accounts at once, of whose addresses and claims somebody has seen to it that they are acceptable. */
@Injectable()
export class NewUsers {
  constructor(private readonly standing: Standing) {}

  /** @returns those of the addresses, as they were given, that somebody is found by already, or may take back */
  async taken(transaction: Transaction, emails: readonly string[]): Promise<ReadonlySet<string>> {
    const spellings = [emails.map(normaliseEmail), emails.map(asTyped)] as const;
    return new Set((await transaction.run(selectTaken, [emails, ...spellings])).map(({ email }) => email));
  }

  /**
   * @returns the ids, in the order of the users
   * @throws AddressTaken if somebody has registered one of them meanwhile: nothing of the transaction counts then
   */
  async create(transaction: Transaction, users: readonly NewAccount[]): Promise<string[]> {
    const rows = users.map(user => ({ id: newId(), ...user }));
    await this.standing.createUsers(
      transaction,
      rows.map(({ id, status, ext }) => ({ id, status, ext })),
    );
    const accounts = rows.map(({ id, email, email_verified, password_hash, created_at }) => ({
      ...{ id, email, email_verified, password_hash, created_at },
    }));
    try {
      await transaction.run(insertUsers, [JSON.stringify(accounts)]);
    } catch (error) {
      throw isUniqueViolation(error, 'users_email_key') ? new AddressTaken() : error;
    }
    return rows.map(({ id }) => id);
  }
}

/** Look anew who is there by now. */
export class AddressTaken extends Error {
  override readonly name = 'AddressTaken';
}

const selectTaken = statement<{ email: string }, [readonly string[], readonly string[], readonly string[]]>(
  'users.taken',
  `SELECT asked.email FROM unnest($1::text[], $2::text[], $3::text[]) AS asked (email, normal, typed)
   WHERE EXISTS (SELECT 1 FROM users WHERE users.email = asked.normal)
      OR EXISTS (SELECT 1 FROM users WHERE users.email = asked.typed)
      OR EXISTS (SELECT 1 FROM links WHERE links.email = asked.normal AND ${KEEPS_ADDRESS})`,
);

const insertUsers = statement<never, [string]>(
  'users.create_many',
  `INSERT INTO users (id, email, email_verified_at, password_hash, created_at)
   SELECT id, email, CASE WHEN email_verified THEN now() END, password_hash, coalesce(created_at, now())
   FROM jsonb_to_recordset($1::jsonb) AS u
     (id uuid, email text, email_verified boolean, password_hash text, created_at timestamptz)`,
);
