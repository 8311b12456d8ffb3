import { Injectable } from '@nestjs/common';
import { type Actor, Signals } from '#libs/audit';
import { Database, statement, type Transaction } from '#libs/persistence';
import { DomainError, newId } from '#libs/platform';
import type { FactorRecord } from '../factor-kind.js';
import { newTotpSecret } from './authenticator-code.js';
import { type ShownTotp, Totp } from './totp.js';
import { TotpSecrets } from './totp-secrets.js';

/** How long somebody has to show the first code, in seconds. */
export const ENROLMENT_SECONDS = 10 * 60;

/** An enrolment that is begun. */
export interface NewTotp {
  readonly id: string;
  /** Shown this once. */
  readonly secret: Buffer;
  readonly expires_at: Date;
}

/** A code that was found to be one of a secret that was given out a moment ago. */
export interface ConfirmedTotp {
  readonly id: string;
  readonly step: number;
}

/** How an authenticator app comes to count: its secret is given out, and then a code of it is shown. */
@Injectable()
export class TotpEnrolment {
  constructor(
    private readonly database: Database,
    private readonly totp: Totp,
    private readonly totpSecrets: TotpSecrets,
    private readonly signals: Signals,
  ) {}

  /** Gives out a secret that counts for nothing yet. One that was given out before, and has not been confirmed, never will be. */
  async begin(transaction: Transaction, userId: string, name: string): Promise<NewTotp> {
    const owner = { id: newId(), user_id: userId };
    const secret = newTotpSecret();
    await transaction.run(deleteBegun, [userId]);
    const row = { ...owner, name, secret: this.totpSecrets.seal(owner, secret), seconds: ENROLMENT_SECONDS };
    const [begun] = await transaction.run(insertBegun, row);
    if (begun === undefined) throw new Error('an INSERT without a condition has inserted nothing');
    return { id: owner.id, secret, expires_at: begun.expires_at };
  }

  /** @throws DomainError `factor_not_found` if the user has begun no such enrolment of late, `wrong_factor` if the code is wrong */
  async examine(userId: string, id: string, code: string, actor: Actor): Promise<ConfirmedTotp> {
    const [begun] = await this.database.run(selectBegun, [userId, id, ENROLMENT_SECONDS]);
    if (begun === undefined) throw new DomainError('factor_not_found');
    const step = this.totp.stepOf({ ...begun, id, user_id: userId }, code);
    if (step === undefined) {
      this.signals.note({ kind: 'factor_refused', actor, target: userId, reason: this.totp.method });
      throw new DomainError('wrong_factor');
    }
    return { id, step };
  }

  /**
   * Puts it in force, in place of the one before. The code that has confirmed it is used up.
   * @returns the new one, and the id of the one before, if there was one
   * @throws DomainError `factor_not_found` if it was confirmed, replaced or forgotten meanwhile
   */
  async confirm(
    transaction: Transaction,
    userId: string,
    { id, step }: ConfirmedTotp,
  ): Promise<{ factor: FactorRecord; replaced: string | undefined }> {
    const [locked] = await transaction.run(lockBegun, [userId, id, ENROLMENT_SECONDS]);
    if (locked === undefined) throw new DomainError('factor_not_found');
    const [before] = await transaction.run(deleteConfirmed, [userId]);
    const [confirmed] = await transaction.run(confirmBegun, [id, step]);
    if (confirmed === undefined) throw new Error('what is locked cannot be gone');
    return { factor: this.totp.shown(confirmed), replaced: before?.id };
  }
}

const BEGUN = `user_id = $1 AND id = $2 AND confirmed_at IS NULL
  AND created_at > statement_timestamp() - make_interval(secs => $3::integer)`;

const deleteBegun = statement<never, [string]>(
  'totp.forget_begun',
  'DELETE FROM totp_factors WHERE user_id = $1 AND confirmed_at IS NULL',
);

const insertBegun = statement<
  { expires_at: Date },
  { id: string; user_id: string; name: string; secret: Buffer; seconds: number }
>(
  'totp.begin',
  `INSERT INTO totp_factors (id, user_id, name, secret, created_at)
   VALUES (:id, :user_id, :name, :secret, statement_timestamp())
   RETURNING created_at + make_interval(secs => :seconds::integer) AS expires_at`,
);

const selectBegun = statement<{ secret: Buffer }, [string, string, number]>(
  'totp.begun',
  `SELECT secret FROM totp_factors WHERE ${BEGUN}`,
);

const lockBegun = statement<{ id: string }, [string, string, number]>(
  'totp.lock_begun',
  `SELECT id FROM totp_factors WHERE ${BEGUN} FOR UPDATE`,
);

const deleteConfirmed = statement<{ id: string }, [string]>(
  'totp.replace',
  'DELETE FROM totp_factors WHERE user_id = $1 AND confirmed_at IS NOT NULL RETURNING id',
);

const confirmBegun = statement<ShownTotp, [string, number]>(
  'totp.confirm',
  `UPDATE totp_factors SET confirmed_at = statement_timestamp(), last_step = $2 WHERE id = $1
   RETURNING id, name, confirmed_at AS created_at, last_used_at`,
);
