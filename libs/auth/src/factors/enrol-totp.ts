import { Injectable } from '@nestjs/common';
import { type Actor, Signals } from '#libs/audit';
import { TotpEnrolment, textOfSecret, uriOf } from '#libs/factors';
import { Config, DomainError, type RequestSource } from '#libs/platform';
import { Users } from '#libs/users';
import { CurrentPassword } from '../passwords/current-password.js';
import { OwnGuesses, type SessionOfUser } from '../passwords/own-guesses.js';
import { OwnAccount } from './own-account.js';

export interface TotpRequest extends SessionOfUser {
  readonly current_password: string;
  /** What its owner calls it. */
  readonly name: string;
}

/** What an authenticator app has to be told, this once. */
export interface TotpToConfirm {
  readonly id: string;
  /** Base32. */
  readonly secret: string;
  readonly otpauth_uri: string;
  readonly expires_at: Date;
}

/**
 * Gives out the secret of an authenticator app, which counts for nothing until a code of it was shown. Whoever has got hold of a
 * session could shut its owner out by a factor of their own: so it takes the password.
 */
@Injectable()
export class EnrolTotp {
  constructor(
    private readonly config: Config,
    private readonly users: Users,
    private readonly currentPassword: CurrentPassword,
    private readonly ownGuesses: OwnGuesses,
    private readonly ownAccount: OwnAccount,
    private readonly totpEnrolment: TotpEnrolment,
    private readonly signals: Signals,
  ) {}

  /**
   * Ends the session that asks where it has sent too many wrong passwords.
   * @throws DomainError `wrong_password`, `too_many_requests`, `overloaded`, `invalid_token` if session or account are over by now
   */
  execute(actor: Actor & RequestSource, request: TotpRequest): Promise<TotpToConfirm> {
    return this.ownGuesses.ofPassword(actor, request, () => this.enrol(actor, request));
  }

  private async enrol(actor: Actor & RequestSource, request: TotpRequest): Promise<TotpToConfirm> {
    const { user_id, current_password, name } = request;
    const { email } = await this.users.getOwn(user_id);
    const hash = await this.currentPassword.verify(user_id, current_password, actor);
    if (hash === undefined) return this.refuse(actor, user_id);
    const begun = await this.ownAccount.change(request, async transaction => {
      if (!(await this.users.isHashInForce(transaction, user_id, hash))) return undefined;
      return this.totpEnrolment.begin(transaction, user_id, name);
    });
    if (begun === undefined) return this.refuse(actor, user_id);
    const { id, secret, expires_at } = begun;
    const otpauth_uri = uriOf(secret, new URL(this.config.issuer).host, email);
    return { id, secret: textOfSecret(secret), otpauth_uri, expires_at };
  }

  private refuse(actor: Actor, target: string): never {
    this.signals.note({ kind: 'factor_refused', actor, target, reason: 'wrong_password' });
    throw new DomainError('wrong_password');
  }
}
