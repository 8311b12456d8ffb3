import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import type { AuthenticationMethod } from '#libs/contracts';
import { type FactorRecord, RecoveryCodes, SecondFactors } from '#libs/factors';
import type { Transaction } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { Standing } from '#libs/revocations';
import { Sessions } from '#libs/sessions';
import type { SessionOfUser } from '../passwords/own-guesses.js';
import { OwnAccount } from './own-account.js';

export interface AddedFactor {
  readonly factor: FactorRecord;
  /** To be shown this once; null if it was not the first factor: those that were given out then stay good. */
  readonly recovery_codes: readonly string[] | null;
}

/**
 * Adds a factor of whatever kind to one's own account. With the first one all other sessions end: they were opened without it, perhaps
 * by whom it is to keep out. Access tokens are outdated then; a refresh repairs this one, which has shown both by then: the password
 * lately, and the factor now.
 */
@Injectable()
export class AddFactor {
  constructor(
    private readonly ownAccount: OwnAccount,
    private readonly secondFactors: SecondFactors,
    private readonly recoveryCodes: RecoveryCodes,
    private readonly standing: Standing,
    private readonly sessions: Sessions,
    private readonly audit: Audit,
  ) {}

  /**
   * @param store puts the factor in force, of which a proof was seen before
   * @throws DomainError `invalid_token` if session or account are over by now; and what `store` throws, which undoes everything
   */
  execute(
    actor: Actor,
    self: SessionOfUser,
    store: (transaction: Transaction) => Promise<FactorRecord>,
  ): Promise<AddedFactor> {
    const { user_id } = self;
    return this.ownAccount.change(self, async transaction => {
      const isFirst = (await this.secondFactors.methodsOf(transaction, user_id)).length === 0;
      const factor = await store(transaction);
      const details = { factor_id: factor.id, method: factor.method };
      await this.audit.record(transaction, { kind: 'factor_added', actor, target: user_id, details });
      if (!isFirst) return { factor, recovery_codes: null };
      await this.secondFactors.settle(transaction, user_id);
      await this.endOtherSessions(transaction, self);
      await this.sessions.noteShown(transaction, self.session_id, shownBy(factor));
      return { factor, recovery_codes: await this.recoveryCodes.renew(transaction, user_id, actor) };
    });
  }

  private async endOtherSessions(transaction: Transaction, { user_id, session_id }: SessionOfUser): Promise<void> {
    const standing = await this.standing.endAllSessions(transaction, user_id);
    if (standing === undefined) throw new DomainError('invalid_token');
    await this.sessions.carryOver(transaction, user_id, session_id, standing.sessions_epoch);
  }
}

/** How a factor was shown of which a proof was seen when it was added. Of a passkey the list does not tell which kind of key it has. */
const shownBy = ({ method }: FactorRecord): readonly AuthenticationMethod[] =>
  method === 'totp' ? ['otp', 'mfa'] : ['mfa'];
