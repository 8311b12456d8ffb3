import { Injectable } from '@nestjs/common';
import { Database, statement, type StatementRunner, type Transaction } from '#libs/persistence';
import { DomainError, newId } from '#libs/platform';
import { Standing, type SubjectStatus } from '#libs/revocations';
import { normaliseEmail, spellingsOf } from './email.js';
import { assertNotKept, orTaken } from './user-addresses.js';
import { SELECT_USERS, type UserRecord } from './user-record.js';
import { assertVisibleEmail } from './visible-email.js';

export interface Credentials {
  readonly id: string;
  readonly status: SubjectStatus;
  /** Null: no password was ever set. */
  readonly password_hash: string | null;
  /** Whether the password is not enough. */
  readonly has_second_factor: boolean;
  /** It has moved on since as soon as all sessions were ended. */
  readonly sessions_epoch: number;
}

export interface NewUser {
  readonly email: string;
  readonly password_hash: string | null;
  /** Whether it was shown that the address is theirs; false if nothing is said. */
  readonly email_verified?: boolean;
}

/** People's accounts: addresses and password hashes. */
@Injectable()
export class Users {
  constructor(
    private readonly database: Database,
    private readonly standing: Standing,
  ) {}

  /**
   * Without a password the account is `invited`.
   * @returns the new user's id
   * @throws DomainError `email_taken`, `validation_failed` for an address that cannot be told from others by eye
   */
  async create(transaction: Transaction, user: NewUser): Promise<string> {
    assertVisibleEmail(user.email);
    const id = newId();
    const { email_verified = false } = user;
    const email = normaliseEmail(user.email);
    await this.standing.create(transaction, id, 'user', user.password_hash === null ? 'invited' : 'active');
    await orTaken(transaction.run(insertUser, { id, email, email_verified, password_hash: user.password_hash }));
    await assertNotKept(transaction, email, id);
    return id;
  }

  async isTaken(email: string): Promise<boolean> {
    return (await this.findCredentials(email)) !== undefined;
  }

  async findCredentials(email: string): Promise<Credentials | undefined> {
    return (await this.database.run(selectCredentialsByEmail, spellingsOf(email)))[0];
  }

  async findCredentialsById(id: string): Promise<Credentials | undefined> {
    return (await this.database.run(selectCredentialsById, [id]))[0];
  }

  /** @returns undefined if there is no such user */
  async findEmail(id: string): Promise<string | undefined> {
    return (await this.database.run(selectEmail, [id]))[0]?.email;
  }

  /** Whether a password was ever set. */
  async hasPassword(transaction: Transaction, id: string): Promise<boolean> {
    return (await transaction.run(selectHash, [id])).some(row => row.password_hash !== null);
  }

  /** Whether the password that was verified against `hash` is the user's still. */
  async isHashInForce(transaction: Transaction, id: string, hash: string): Promise<boolean> {
    return (await transaction.run(selectHash, [id])).some(row => row.password_hash === hash);
  }

  /** Replaces the hash, unless somebody else has done so since `from` was read. @returns whether it was replaced */
  async replaceHash(runner: StatementRunner, id: string, from: string, to: string): Promise<boolean> {
    return (await runner.run(updateHash, [id, from, to])).length > 0;
  }

  /**
   * Replaces the hash by one of the same password, unless somebody else has replaced it since. Nothing else about the account changes.
   * @returns whether it was replaced
   */
  async renewHash(runner: StatementRunner, id: string, from: string, to: string): Promise<boolean> {
    return (await runner.run(renewHash, [id, from, to])).length > 0;
  }

  /** Sets the hash, whatever it was. */
  async setHash(transaction: Transaction, id: string, hash: string): Promise<void> {
    await transaction.run(setHash, [id, hash]);
  }

  /** Takes the password away: nobody logs in with it any more, until another one is set. */
  async dropHash(transaction: Transaction, id: string): Promise<void> {
    await transaction.run(dropHash, [id]);
  }

  /** Notes that something about the user was changed. */
  async raiseVersion(transaction: Transaction, id: string): Promise<void> {
    await transaction.run(raiseVersion, [id]);
  }

  /** Removes the account, with all that belongs to it; its subject stays, as one that was deleted. */
  async remove(transaction: Transaction, id: string): Promise<void> {
    await transaction.run(deleteUser, [id]);
  }

  /** @throws DomainError `user_not_found` */
  async get(id: string, runner: StatementRunner = this.database): Promise<UserRecord> {
    const [user] = await runner.run(selectUser, [id]);
    if (user === undefined) throw new DomainError('user_not_found');
    return user;
  }

  /** The account of who asks. @throws DomainError `invalid_token` if it is gone since their token was verified */
  async getOwn(id: string): Promise<UserRecord> {
    const [user] = await this.database.run(selectUser, [id]);
    if (user === undefined) throw new DomainError('invalid_token');
    return user;
  }

  /** Whose address it is; undefined: nobody's. */
  async findByEmail(runner: StatementRunner, email: string): Promise<UserRecord | undefined> {
    return (await runner.run(selectUserByEmail, spellingsOf(email)))[0];
  }

  /** @throws DomainError `user_not_found` */
  async getByEmail(email: string): Promise<UserRecord> {
    const [user] = await this.database.run(selectUserByEmail, spellingsOf(email));
    if (user === undefined) throw new DomainError('user_not_found');
    return user;
  }
}

const insertUser = statement<never, Required<NewUser> & { readonly id: string }>(
  'users.create',
  `INSERT INTO users (id, email, password_hash, email_verified_at)
   VALUES (:id, :email, :password_hash, CASE WHEN :email_verified::boolean THEN statement_timestamp() END)`,
);

/** Of two accounts that are spelt alike but for the form, the one that is meant to the letter. */
const BY_SPELLINGS = 'email IN ($1, $2) ORDER BY email = $2 DESC LIMIT 1';

const SELECT_CREDENTIALS =
  'SELECT id, status, password_hash, has_second_factor, sessions_epoch FROM users JOIN subjects USING (id)';

export const selectCredentialsByEmail = statement<Credentials, readonly [string, string]>(
  'users.credentials_by_email',
  `${SELECT_CREDENTIALS} WHERE ${BY_SPELLINGS}`,
);

const selectCredentialsById = statement<Credentials, [string]>(
  'users.credentials_by_id',
  `${SELECT_CREDENTIALS} WHERE id = $1`,
);

const selectEmail = statement<{ email: string }, [string]>('users.email', 'SELECT email FROM users WHERE id = $1');

/** SQL that tells whether a hash that was verified is the user's still; true where none was. */
export const hashInForce = (userId: string, hash: string): string =>
  `(${hash}::text IS NULL OR EXISTS (SELECT 1 FROM users WHERE id = ${userId} AND password_hash = ${hash}))`;

const selectHash = statement<{ password_hash: string | null }, [string]>(
  'users.hash',
  'SELECT password_hash FROM users WHERE id = $1',
);

const updateHash = statement<{ id: string }, [string, string, string]>(
  'users.replace_hash',
  'UPDATE users SET password_hash = $3, updated_at = now() WHERE id = $1 AND password_hash = $2 RETURNING id',
);

const renewHash = statement<{ id: string }, [string, string, string]>(
  'users.renew_hash',
  'UPDATE users SET password_hash = $3 WHERE id = $1 AND password_hash = $2 RETURNING id',
);

const setHash = statement<never, [string, string]>(
  'users.set_hash',
  'UPDATE users SET password_hash = $2, version = version + 1, updated_at = now() WHERE id = $1',
);

const dropHash = statement<never, [string]>(
  'users.drop_hash',
  'UPDATE users SET password_hash = NULL, version = version + 1, updated_at = now() WHERE id = $1',
);

const raiseVersion = statement<never, [string]>(
  'users.raise_version',
  'UPDATE users SET version = version + 1, updated_at = now() WHERE id = $1',
);

const deleteUser = statement<never, [string]>('users.delete', 'DELETE FROM users WHERE id = $1');

const selectUser = statement<UserRecord, [string]>('users.get', `${SELECT_USERS} AND id = $1`);

const selectUserByEmail = statement<UserRecord, readonly [string, string]>(
  'users.get_by_email',
  `${SELECT_USERS} AND ${BY_SPELLINGS}`,
);
