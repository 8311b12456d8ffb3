import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import { SecondFactors } from '#libs/factors';
import { DomainError } from '#libs/platform';
import type { SessionOfUser } from '../passwords/own-guesses.js';
import { OwnAccount } from './own-account.js';

/** Takes one of one's own factors away. Sessions go on; with the last factor access tokens are outdated, and recovery codes go. */
@Injectable()
export class RemoveFactor {
  constructor(
    private readonly ownAccount: OwnAccount,
    private readonly secondFactors: SecondFactors,
    private readonly audit: Audit,
  ) {}

  /** @throws DomainError `factor_not_found`, for another's factor as well; `invalid_token` if session or account are over by now */
  async execute(actor: Actor, self: SessionOfUser, factorId: string): Promise<void> {
    await this.ownAccount.change(self, async transaction => {
      const method = await this.secondFactors.remove(transaction, self.user_id, factorId);
      if (method === undefined) throw new DomainError('factor_not_found');
      const details = { factor_id: factorId, method };
      await this.audit.record(transaction, { kind: 'factor_removed', actor, target: self.user_id, details });
      await this.secondFactors.settle(transaction, self.user_id);
    });
  }
}
