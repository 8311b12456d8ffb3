import { Injectable } from '@nestjs/common';
import { Audit, Signals } from '#libs/audit';
import { ADMINISTRATION } from '#libs/authority';
import { Attempts, Guesses } from '#libs/guessing';
import { Database, type StatementRunner, type Transaction } from '#libs/persistence';
import { DomainError, networkOf, type RequestSource } from '#libs/platform';
import { RevocationFeed, Standing } from '#libs/revocations';
import { type PasswordTokenRecord, PasswordTokens, UserAddresses, Users } from '#libs/users';
import { CreatorsPower } from './creators-power.js';
import { PasswordHashing } from './password-hashing.js';

type Refusal =
  | 'used'
  /** Expired or withdrawn. */
  | 'over'
  /** Used or withdrawn while the password was being hashed. */
  | 'overtaken'
  | 'account_not_in_force'
  | 'creator_lacks_power';

/** Sets a password by a token, once, and ends all sessions; who was invited is active from then on. */
@Injectable()
export class SetPassword {
  constructor(
    private readonly database: Database,
    private readonly attempts: Attempts,
    private readonly guesses: Guesses,
    private readonly users: Users,
    private readonly userAddresses: UserAddresses,
    private readonly passwordTokens: PasswordTokens,
    private readonly passwordHashing: PasswordHashing,
    private readonly standing: Standing,
    private readonly creatorsPower: CreatorsPower,
    private readonly audit: Audit,
    private readonly signals: Signals,
    private readonly revocationFeed: RevocationFeed,
  ) {}

  /**
   * A password that is not acceptable leaves the token as it is.
   * @throws DomainError `invalid_password_token`, whatever is wrong with it; `weak_password`, `too_many_requests`, `overloaded`
   */
  async execute(text: string, password: string, source: RequestSource): Promise<void> {
    const attempt = this.attempts.passwordToken(source.ip);
    const guess = { attempt, source, isWrong: 'invalid_password_token' } as const;
    await this.guesses.attempt(guess, () => this.set(text, password, source));
  }

  private async set(text: string, password: string, source: RequestSource): Promise<void> {
    const token = await this.passwordTokens.find(text);
    if (token === undefined) {
      this.signals.note({
        kind: 'password_token_refused',
        actor: { id: null, ...source },
        target: null,
        reason: 'unknown',
      });
      throw new DomainError('invalid_password_token');
    }
    if (token.state !== 'good') return this.refuse(this.database, token, token.state, source);
    this.passwordHashing.assertAcceptable(password, token.email, 'password');
    const asker = { network: networkOf(source.ip), account: token.user_id, known: true };
    const hash = await this.passwordHashing.hash(password, asker);
    const refusal = await this.database.inTurn(ADMINISTRATION, transaction =>
      this.redeem(transaction, token, hash, source),
    );
    if (refusal !== undefined) return this.refuse(this.database, token, refusal, source);
  }

  /** @returns why not; nothing is changed then */
  private async redeem(
    transaction: Transaction,
    token: PasswordTokenRecord,
    hash: string,
    source: RequestSource,
  ): Promise<Refusal | undefined> {
    const isCovered = await this.creatorsPower.covers(transaction, token);
    const standing = await this.standing.lock(transaction, token.user_id);
    if (standing?.status !== 'active' && standing?.status !== 'invited') return 'account_not_in_force';
    if (!isCovered) return 'creator_lacks_power';
    if (!(await this.passwordTokens.consume(transaction, token.id))) return 'overtaken';
    await this.users.setHash(transaction, token.user_id, hash);
    // What could set another one is over.
    await this.passwordTokens.withdraw(transaction, token.user_id);
    // A change of the address would have withdrawn the token: it has come to the address that the account has.
    if (token.is_mailed) await this.userAddresses.verify(transaction, token.user_id, token.email);
    if (standing.status === 'active') await this.standing.endAllSessions(transaction, token.user_id);
    else await this.standing.setStatus(transaction, token.user_id, 'active');
    await this.record(transaction, 'password_token_used', token, source, {});
    return undefined;
  }

  private async refuse(
    runner: StatementRunner,
    token: PasswordTokenRecord,
    reason: Refusal,
    source: RequestSource,
  ): Promise<never> {
    await this.record(runner, 'password_token_refused', token, source, { reason });
    // It may have been used elsewhere a moment ago, which ended what this instance still believes.
    await this.revocationFeed.catchUp();
    throw new DomainError('invalid_password_token');
  }

  private async record(
    runner: StatementRunner,
    kind: 'password_token_used' | 'password_token_refused',
    { id: token_id, user_id: target, purpose }: PasswordTokenRecord,
    source: RequestSource,
    more: { reason?: Refusal },
  ): Promise<void> {
    const details = { token_id, purpose, ...more };
    await this.audit.record(runner, { kind, actor: { id: null, ...source }, target, details });
  }
}
