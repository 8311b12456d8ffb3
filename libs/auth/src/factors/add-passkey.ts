import { Injectable } from '@nestjs/common';
import { type Actor, Signals } from '#libs/audit';
import { type PasskeyAnswer, PasskeyEnrolment } from '#libs/factors';
import { DomainError } from '#libs/platform';
import type { SessionOfUser } from '../passwords/own-guesses.js';
import { AddFactor, type AddedFactor } from './add-factor.js';

export interface NewPasskey extends SessionOfUser, PasskeyAnswer {
  /** What its owner calls it. */
  readonly name: string;
}

/** Puts a passkey in force that an authenticator has made for a challenge of `BeginPasskey`. */
@Injectable()
export class AddPasskey {
  constructor(
    private readonly passkeyEnrolment: PasskeyEnrolment,
    private readonly addFactor: AddFactor,
    private readonly signals: Signals,
  ) {}

  /** @throws DomainError `wrong_factor`, `too_many_passkeys`, `invalid_token` if session or account are over by now */
  async execute(actor: Actor, { user_id, session_id, name, ...answer }: NewPasskey): Promise<AddedFactor> {
    try {
      const examined = await this.passkeyEnrolment.examine(user_id, answer);
      return await this.addFactor.execute(actor, { user_id, session_id }, transaction =>
        this.passkeyEnrolment.add(transaction, user_id, examined, name),
      );
    } catch (error) {
      if (error instanceof DomainError && error.code === 'wrong_factor') {
        this.signals.note({ kind: 'factor_refused', actor, target: user_id, reason: 'passkey' });
      }
      throw error;
    }
  }
}
