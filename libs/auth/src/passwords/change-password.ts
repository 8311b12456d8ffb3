import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import { Database } from '#libs/persistence';
import { DomainError, type RequestSource } from '#libs/platform';
import { RevocationFeed, Standing, turnOfSubject } from '#libs/revocations';
import { Sessions } from '#libs/sessions';
import { PasswordTokens, Users } from '#libs/users';
import { CurrentPassword, ownAsker } from './current-password.js';
import { OwnGuesses } from './own-guesses.js';
import { PasswordHashing } from './password-hashing.js';

export interface PasswordChange {
  readonly user_id: string;
  /** The session that asks, and that goes on. */
  readonly session_id: string;
  readonly current_password: string;
  readonly new_password: string;
}

/**
 * Changes one's own password, ends all other sessions and withdraws what could set another password. Access tokens are
 * outdated; a refresh repairs this one.
 */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly database: Database,
    private readonly users: Users,
    private readonly passwordTokens: PasswordTokens,
    private readonly currentPassword: CurrentPassword,
    private readonly passwordHashing: PasswordHashing,
    private readonly ownGuesses: OwnGuesses,
    private readonly standing: Standing,
    private readonly sessions: Sessions,
    private readonly audit: Audit,
    private readonly revocationFeed: RevocationFeed,
  ) {}

  /**
   * Ends the session that asks where it has sent too many wrong passwords.
   * @throws DomainError `wrong_password`, `weak_password`, `too_many_requests`, `invalid_token` if the account is gone by now
   */
  execute(actor: Actor & RequestSource, change: PasswordChange): Promise<void> {
    return this.ownGuesses.ofPassword(actor, change, () => this.change(actor, change));
  }

  private async change(actor: Actor & RequestSource, change: PasswordChange): Promise<void> {
    const { user_id, current_password, new_password } = change;
    const { email } = await this.users.getOwn(user_id);
    const from = await this.currentPassword.verify(user_id, current_password, actor);
    if (from === undefined) return this.refuse(actor, user_id);
    this.passwordHashing.assertAcceptable(new_password, email, 'new_password');
    const hash = await this.passwordHashing.hash(new_password, ownAsker(user_id, actor));
    if (!(await this.replace(actor, change, from, hash))) return this.refuse(actor, user_id);
  }

  /** @returns false if the password that was verified had been replaced meanwhile */
  private replace(actor: Actor, { user_id, session_id }: PasswordChange, from: string, to: string): Promise<boolean> {
    return this.database.inTurn(turnOfSubject(user_id), async transaction => {
      await this.standing.lock(transaction, user_id);
      if (!(await this.users.replaceHash(transaction, user_id, from, to))) return false;
      await this.passwordTokens.withdraw(transaction, user_id);
      const standing = await this.standing.endAllSessions(transaction, user_id);
      if (standing === undefined) return false;
      await this.sessions.carryOver(transaction, user_id, session_id, standing.sessions_epoch);
      await this.audit.record(transaction, { kind: 'authn_password_change', actor, target: user_id });
      return true;
    });
  }

  private async refuse(actor: Actor, target: string): Promise<never> {
    await this.audit.record(this.database, { kind: 'authn_password_change_fail', actor, target });
    // It may have been changed elsewhere a moment ago, which ended what this instance still believes.
    await this.revocationFeed.catchUp();
    throw new DomainError('wrong_password');
  }
}
