import { Injectable } from '@nestjs/common';
import { Audit } from '#libs/audit';
import { ADMINISTRATION, Authority, type Caller } from '#libs/authority';
import { SecondFactors } from '#libs/factors';
import { Database } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { Standing } from '#libs/revocations';

/** A session that somebody has got hold of must not be enough to do without the factor. */
const OWN_FACTORS = 'Your own factors are removed one by one, at DELETE /v1/auth/factors/{id}.';

/** Takes all factors of somebody away who has lost them, and ends their sessions: whoever has the phone may be in. */
@Injectable()
export class ResetFactors {
  constructor(
    private readonly database: Database,
    private readonly authority: Authority,
    private readonly standing: Standing,
    private readonly secondFactors: SecondFactors,
    private readonly audit: Audit,
  ) {}

  /**
   * @returns how many there were
   * @throws DomainError `insufficient_scope`, `permission_not_held`, `user_not_found`
   */
  async execute(caller: Caller, userId: string): Promise<number> {
    if (caller.id === userId) throw new DomainError('permission_not_held', { detail: OWN_FACTORS });
    return this.database.inTurn(ADMINISTRATION, async transaction => {
      const held = await this.authority.authorise(transaction, caller, 'users:write');
      await this.standing.lock(transaction, userId);
      await this.standing.assertUser(transaction, userId);
      await this.authority.assertMayTouch(transaction, caller, held, userId);
      const removed = await this.secondFactors.removeAll(transaction, userId);
      await this.secondFactors.settle(transaction, userId);
      await this.standing.endAllSessions(transaction, userId);
      await this.audit.record(transaction, {
        kind: 'factors_reset',
        actor: caller,
        target: userId,
        details: { removed },
      });
      return removed;
    });
  }
}
