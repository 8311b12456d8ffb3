import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import { USER_ROLE } from '#libs/contracts';
import { Database, type Transaction } from '#libs/persistence';
import { Config, DomainError, networkOf, type RequestSource } from '#libs/platform';
import { GrantRole } from '#libs/roles';
import { assertVisibleEmail, type NewUser, type UserRecord, Users } from '#libs/users';
import { PasswordHashing } from '../passwords/password-hashing.js';

/** Makes an account for a person who asks for one. */
@Injectable()
export class Register {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly users: Users,
    private readonly passwordHashing: PasswordHashing,
    private readonly grantRole: GrantRole,
    private readonly audit: Audit,
  ) {}

  /** @throws DomainError `registration_closed`, `validation_failed`, `weak_password`, `email_taken` */
  async execute(email: string, password: string, source: RequestSource): Promise<UserRecord> {
    if (this.config.registration === 'closed') throw new DomainError('registration_closed');
    assertVisibleEmail(email);
    this.passwordHashing.assertAcceptable(password, email, 'password');
    // Spares the hash where the answer is known; who is first is decided by the unique constraint below.
    if (await this.users.isTaken(email)) throw new DomainError('email_taken');
    const password_hash = await this.passwordHashing.hash(password, { network: networkOf(source.ip), account: email });
    return this.database.transaction(async transaction => {
      const id = await this.create(transaction, { email, password_hash }, { id: null, ...source });
      return this.users.get(id, transaction);
    });
  }

  /** Creates the user with the role that everybody has. @returns the id */
  async create(
    transaction: Transaction,
    user: NewUser & { readonly password_hash: string },
    actor: Actor,
  ): Promise<string> {
    const id = await this.users.create(transaction, user);
    await this.audit.record(transaction, { kind: 'user_created', actor, target: id });
    await this.grantRole.grantFreely(transaction, actor, id, USER_ROLE);
    return id;
  }
}
