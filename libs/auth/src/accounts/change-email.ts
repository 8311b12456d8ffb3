import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import { Database } from '#libs/persistence';
import { DomainError, type RequestSource } from '#libs/platform';
import { Standing, turnOfSubject } from '#libs/revocations';
import { assertVisibleEmail, Users } from '#libs/users';
import { AskedMails } from '../letters/asked-mails.js';
import { Letters } from '../letters/letters.js';
import { CurrentPassword } from '../passwords/current-password.js';
import { OwnGuesses } from '../passwords/own-guesses.js';
import { ReplaceAddress } from './replace-address.js';

export interface EmailChange {
  readonly user_id: string;
  /** The session that asks. */
  readonly session_id: string;
  readonly email: string;
  readonly current_password: string;
}

/**
 * Changes one's own address. Whoever has it logs in with it, and is to be reached at it, so a session in other hands must not be
 * enough. Where there are mails, the new one counts once it is confirmed by a link, and nobody learns here whose it is
 * already; where there are none, it counts at once, and what was sent to the old one can set no password any more.
 */
@Injectable()
export class ChangeEmail {
  constructor(
    private readonly database: Database,
    private readonly standing: Standing,
    private readonly users: Users,
    private readonly replaceAddress: ReplaceAddress,
    private readonly letters: Letters,
    private readonly askedMails: AskedMails,
    private readonly currentPassword: CurrentPassword,
    private readonly ownGuesses: OwnGuesses,
    private readonly audit: Audit,
  ) {}

  /**
   * Does nothing if it is the address already. Ends the session that asks where it has sent too many wrong passwords.
   * @returns whether it is changed; false: once it is confirmed
   * @throws DomainError `validation_failed`, `wrong_password`, `insufficient_scope`, `too_many_requests`, `overloaded`; and
   *   `email_taken`, where there are no mails
   */
  async execute(actor: Actor & RequestSource, change: EmailChange): Promise<boolean> {
    assertVisibleEmail(change.email);
    await this.ownGuesses.ofPassword(actor, change, () => this.change(actor, change));
    return !this.letters.isOn;
  }

  private async change(actor: Actor & RequestSource, change: EmailChange): Promise<void> {
    const hash = await this.currentPassword.verify(change.user_id, change.current_password, actor);
    if (hash === undefined) return this.refuse(actor, change.user_id);
    if (this.letters.isOn) return this.ask(actor, change, hash);
    if (!(await this.replace(actor, change, hash))) return this.refuse(actor, change.user_id);
  }

  /** Has the new address confirmed. */
  private async ask({ ip, user_agent }: RequestSource, { user_id, email }: EmailChange, hash: string): Promise<void> {
    await this.askedMails.take({ kind: 'email_change', user_id, email, password_hash: hash, ip, user_agent });
  }

  /** @returns false if the password that was verified had been replaced meanwhile */
  private replace(actor: Actor, { user_id, email }: EmailChange, verified: string): Promise<boolean> {
    return this.database.inTurn(turnOfSubject(user_id), async transaction => {
      const standing = await this.standing.lock(transaction, user_id);
      if (standing?.status !== 'active')
        throw new DomainError('insufficient_scope', { detail: 'Your account is not active.' });
      if (!(await this.users.isHashInForce(transaction, user_id, verified))) return false;
      await this.replaceAddress.within(transaction, actor, { user_id, email, isVerified: false });
      return true;
    });
  }

  private async refuse(actor: Actor, target: string): Promise<never> {
    const details = { reason: 'wrong_password' };
    await this.audit.record(this.database, { kind: 'user_update_fail', actor, target, details });
    throw new DomainError('wrong_password');
  }
}
