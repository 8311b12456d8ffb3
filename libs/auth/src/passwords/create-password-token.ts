import { Injectable } from '@nestjs/common';
import { ADMINISTRATION, Authority, type Caller } from '#libs/authority';
import { fromWhere } from '#libs/mail';
import { Database, type Transaction } from '#libs/persistence';
import { Config, DomainError } from '#libs/platform';
import { Standing } from '#libs/revocations';
import { type NewPasswordToken, type PasswordTokenPurpose, PasswordTokens, type UserRecord, Users } from '#libs/users';
import { Letters } from '../letters/letters.js';

/** A session that somebody has got hold of must not be enough to take the account over. */
const OWN_PASSWORD = 'Your own password is changed with the one before, at POST /v1/auth/password.';
const HOUR_SECONDS = 3600;

/** A token that only who reads the user's mails has seen. */
export type MailedPasswordToken = Omit<NewPasswordToken, 'token'>;

/** Lets somebody set a password without the one before: who was invited, or who has lost it. */
@Injectable()
export class CreatePasswordToken {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly authority: Authority,
    private readonly standing: Standing,
    private readonly users: Users,
    private readonly passwordTokens: PasswordTokens,
    private readonly letters: Letters,
  ) {}

  /**
   * Tokens that were made before are good no more.
   * @throws DomainError `insufficient_scope`, `permission_not_held`, `user_not_found`
   */
  async execute(caller: Caller, userId: string): Promise<NewPasswordToken> {
    return this.touching(caller, userId, (transaction, _user, purpose) =>
      this.passwordTokens.create(transaction, caller, userId, purpose),
    );
  }

  /**
   * The same, but it is sent to the user's address and nobody else sees it.
   * @throws DomainError what `execute` does, `mail_off`, `too_many_requests` if the user was sent enough of these
   */
  async byMail(caller: Caller, userId: string): Promise<MailedPasswordToken> {
    this.letters.assertOn();
    return this.touching(caller, userId, (transaction, user, purpose) => this.mail(transaction, caller, user, purpose));
  }

  /** Part of a transaction that has settled that the caller may do so. @throws DomainError `too_many_requests` */
  async mail(
    transaction: Transaction,
    caller: Caller,
    { id: user_id, email: to }: UserRecord,
    purpose: PasswordTokenPurpose,
  ): Promise<MailedPasswordToken> {
    let made: MailedPasswordToken | undefined;
    const kind = purpose === 'invitation' ? 'invitation' : 'password_reset';
    // From where an administrator works is not for everybody to know.
    const values = fromWhere({ ip: null, user_agent: null });
    await this.letters.send(transaction, { kind, user_id, to, values }, async () => {
      const { token, ...rest } = await this.passwordTokens.create(transaction, caller, user_id, purpose, true);
      made = rest;
      const life = purpose === 'invitation' ? this.config.invitationTtl : this.config.resetTtl;
      return { page: 'set-password', token, life };
    });
    if (made === undefined) throw new DomainError('too_many_requests', { retryAfterSeconds: HOUR_SECONDS });
    return made;
  }

  private async touching<T>(
    caller: Caller,
    userId: string,
    work: (transaction: Transaction, user: UserRecord, purpose: PasswordTokenPurpose) => Promise<T>,
  ): Promise<T> {
    if (caller.id === userId) throw new DomainError('permission_not_held', { detail: OWN_PASSWORD });
    return this.database.inTurn(ADMINISTRATION, async transaction => {
      const held = await this.authority.authorise(transaction, caller, 'users:write');
      // In the order of a change of the address, which waits for the tokens as well.
      await this.standing.lock(transaction, userId);
      const user = await this.users.get(userId, transaction);
      await this.authority.assertMayTouch(transaction, caller, held, userId);
      return work(transaction, user, await this.purposeFor(transaction, user));
    });
  }

  /** Whoever took the account back by a link has no password, and is no newcomer: they are told when one is set. */
  private async purposeFor(transaction: Transaction, { id, status }: UserRecord): Promise<PasswordTokenPurpose> {
    return status === 'active' || (await this.users.hasPassword(transaction, id)) ? 'reset' : 'invitation';
  }
}
