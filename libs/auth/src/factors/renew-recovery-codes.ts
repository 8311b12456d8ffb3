import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/audit';
import { RecoveryCodes, SecondFactors } from '#libs/factors';
import { DomainError } from '#libs/platform';
import type { SessionOfUser } from '../passwords/own-guesses.js';
import { OwnAccount } from './own-account.js';

const NOTHING_TO_STAND_IN_FOR = 'Recovery codes stand in for a second factor, and you have none.';

/** Makes new recovery codes for whoever has a second factor; the old ones are good no more. */
@Injectable()
export class RenewRecoveryCodes {
  constructor(
    private readonly ownAccount: OwnAccount,
    private readonly secondFactors: SecondFactors,
    private readonly recoveryCodes: RecoveryCodes,
  ) {}

  /**
   * @returns them, to be shown this once
   * @throws DomainError `factor_not_found` if there is no second factor; `invalid_token` if session or account are over by now
   */
  execute(actor: Actor, self: SessionOfUser): Promise<string[]> {
    return this.ownAccount.change(self, async transaction => {
      const methods = await this.secondFactors.methodsOf(transaction, self.user_id);
      if (methods.length === 0) throw new DomainError('factor_not_found', { detail: NOTHING_TO_STAND_IN_FOR });
      return this.recoveryCodes.renew(transaction, self.user_id, actor, 'renewed');
    });
  }
}
