import { Injectable } from '@nestjs/common';
import { Database, isUniqueViolation, statement, type StatementRunner, type Transaction } from '#libs/persistence';
import { DomainError, newId, type PageRequest } from '#libs/platform';
import { Standing, type SubjectStatus } from '#libs/revocations';
import { normaliseEmail } from './email.js';

/** A user as others may see one: without the password's hash. */
export interface UserRecord {
  readonly id: string;
  readonly email: string;
  readonly status: SubjectStatus;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export interface Credentials {
  readonly id: string;
  readonly status: SubjectStatus;
  readonly password_hash: string;
}

@Injectable()
export class Users {
  constructor(
    private readonly database: Database,
    private readonly standing: Standing,
  ) {}

  /**
   * @returns the new user's id
   * @throws DomainError `email_taken`
   */
  async create(transaction: Transaction, user: { email: string; password_hash: string }): Promise<string> {
    const id = newId();
    await this.standing.create(transaction, id, 'user');
    try {
      await transaction.run(insertUser, [id, normaliseEmail(user.email), user.password_hash]);
    } catch (error) {
      throw isUniqueViolation(error, 'users_email_key') ? new DomainError('email_taken') : error;
    }
    return id;
  }

  async isTaken(email: string): Promise<boolean> {
    return (await this.database.run(selectCredentialsByEmail, [normaliseEmail(email)])).length > 0;
  }

  async findCredentials(email: string): Promise<Credentials | undefined> {
    return (await this.database.run(selectCredentialsByEmail, [normaliseEmail(email)]))[0];
  }

  async findCredentialsById(id: string): Promise<Credentials | undefined> {
    return (await this.database.run(selectCredentialsById, [id]))[0];
  }

  /** Whether the password that was verified against `hash` is the user's still. */
  async isHashInForce(transaction: Transaction, id: string, hash: string): Promise<boolean> {
    return (await transaction.run(selectHash, [id])).some(row => row.password_hash === hash);
  }

  /** Replaces the hash, unless somebody else has done so since `from` was read. @returns whether it was replaced */
  async replaceHash(runner: StatementRunner, id: string, from: string, to: string): Promise<boolean> {
    return (await runner.run(updateHash, [id, from, to])).length > 0;
  }

  /** @throws DomainError `user_not_found` */
  async get(id: string, runner: StatementRunner = this.database): Promise<UserRecord> {
    const [user] = await runner.run(selectUser, [id]);
    if (user === undefined) throw new DomainError('user_not_found');
    return user;
  }

  /** Newest first. One more than asked for, if there is more. */
  list(page: PageRequest): Promise<UserRecord[]> {
    return this.database.run(selectUsers, [page.after ?? null, page.limit + 1]);
  }
}

const insertUser = statement<never, [string, string, string]>(
  'users.create',
  'INSERT INTO users (id, email, password_hash) VALUES ($1, $2, $3)',
);

const selectCredentialsByEmail = statement<Credentials, [string]>(
  'users.credentials_by_email',
  'SELECT id, status, password_hash FROM users JOIN subjects USING (id) WHERE email = $1',
);

const selectCredentialsById = statement<Credentials, [string]>(
  'users.credentials_by_id',
  'SELECT id, status, password_hash FROM users JOIN subjects USING (id) WHERE id = $1',
);

const selectHash = statement<{ password_hash: string }, [string]>(
  'users.hash',
  'SELECT password_hash FROM users WHERE id = $1',
);

const updateHash = statement<{ id: string }, [string, string, string]>(
  'users.replace_hash',
  'UPDATE users SET password_hash = $3, updated_at = now() WHERE id = $1 AND password_hash = $2 RETURNING id',
);

const selectUser = statement<UserRecord, [string]>(
  'users.get',
  `SELECT id, email, status, created_at, updated_at FROM users JOIN subjects USING (id)
   WHERE id = $1 AND status <> 'deleted'`,
);

const selectUsers = statement<UserRecord, [string | null, number]>(
  'users.list',
  `SELECT id, email, status, created_at, updated_at FROM users JOIN subjects USING (id)
   WHERE status <> 'deleted' AND ($1::uuid IS NULL OR id < $1) ORDER BY id DESC LIMIT $2`,
);
