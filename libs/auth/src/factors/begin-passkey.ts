import { Injectable } from '@nestjs/common';
import { type Actor, Signals } from '#libs/audit';
import { type Asking, type CreationOptions, PasskeyOptions } from '#libs/factors';
import { DomainError, type RequestSource } from '#libs/platform';
import { Users } from '#libs/users';
import { CurrentPassword } from '../passwords/current-password.js';
import { OwnGuesses, type SessionOfUser } from '../passwords/own-guesses.js';

export interface PasskeyToBe extends SessionOfUser {
  readonly current_password: string;
  /** The page that asks, by the header `Origin`. */
  readonly origin: string | undefined;
}

/**
 * Asks for a new passkey. It will be enough to log in by, so whoever has got hold of a session could take the account over by one
 * of their own: it takes the password.
 */
@Injectable()
export class BeginPasskey {
  constructor(
    private readonly users: Users,
    private readonly currentPassword: CurrentPassword,
    private readonly ownGuesses: OwnGuesses,
    private readonly passkeyOptions: PasskeyOptions,
    private readonly signals: Signals,
  ) {}

  /**
   * Ends the session that asks where it has sent too many wrong passwords.
   * @throws DomainError `wrong_password`, `too_many_passkeys`, `too_many_requests`, `overloaded`, `invalid_token` if the account is
   *   gone by now
   */
  execute(actor: Actor & RequestSource, wanted: PasskeyToBe): Promise<Asking<CreationOptions>> {
    return this.ownGuesses.ofPassword(actor, wanted, () => this.begin(actor, wanted));
  }

  private async begin(
    actor: Actor & RequestSource,
    { user_id, current_password, origin }: PasskeyToBe,
  ): Promise<Asking<CreationOptions>> {
    const { email } = await this.users.getOwn(user_id);
    if ((await this.currentPassword.verify(user_id, current_password, actor)) === undefined) {
      this.signals.note({ kind: 'factor_refused', actor, target: user_id, reason: 'wrong_password' });
      throw new DomainError('wrong_password');
    }
    return this.passkeyOptions.toRegister({ id: user_id, email }, origin);
  }
}
