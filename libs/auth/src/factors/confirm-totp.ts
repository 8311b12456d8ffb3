import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import { type FactorRecord, TotpEnrolment } from '#libs/factors';
import { Attempts, Guesses } from '#libs/guessing';
import type { Transaction } from '#libs/persistence';
import type { RequestSource } from '#libs/platform';
import type { SessionOfUser } from '../passwords/own-guesses.js';
import { AddFactor, type AddedFactor } from './add-factor.js';

export interface TotpConfirmation extends SessionOfUser {
  /** Of the enrolment. */
  readonly id: string;
  readonly code: string;
}

/** Puts an authenticator app in force by the first code that it makes. One that was there before is replaced by it. */
@Injectable()
export class ConfirmTotp {
  constructor(
    private readonly attempts: Attempts,
    private readonly guesses: Guesses,
    private readonly totpEnrolment: TotpEnrolment,
    private readonly addFactor: AddFactor,
    private readonly audit: Audit,
  ) {}

  /** @throws DomainError `factor_not_found`, `wrong_factor`, `too_many_requests`, `invalid_token` if session or account are over by now */
  execute(actor: Actor & RequestSource, confirmation: TotpConfirmation): Promise<AddedFactor> {
    const { user_id } = confirmation;
    const guess = {
      attempt: this.attempts.secondFactor(user_id, actor.ip),
      source: { ip: actor.ip, user_agent: actor.user_agent },
      isWrong: 'wrong_factor',
      target: () => user_id,
    } as const;
    return this.guesses.attempt(guess, () => this.confirm(actor, confirmation));
  }

  private async confirm(actor: Actor, confirmation: TotpConfirmation): Promise<AddedFactor> {
    const { user_id, id, code } = confirmation;
    const confirmed = await this.totpEnrolment.examine(user_id, id, code, actor);
    return this.addFactor.execute(actor, confirmation, async transaction => {
      const { factor, replaced } = await this.totpEnrolment.confirm(transaction, user_id, confirmed);
      if (replaced !== undefined) await this.recordReplaced(transaction, actor, user_id, replaced, factor);
      return factor;
    });
  }

  private async recordReplaced(
    transaction: Transaction,
    actor: Actor,
    target: string,
    factor_id: string,
    { method }: FactorRecord,
  ): Promise<void> {
    const details = { factor_id, method, reason: 'replaced' };
    await this.audit.record(transaction, { kind: 'factor_removed', actor, target, details });
  }
}
