import { Injectable, Logger } from '@nestjs/common';
import { Audit, EraseTraces } from '#libs/audit';
import { ADMINISTRATION, Authority, type Caller } from '#libs/authority';
import { Database } from '#libs/persistence';
import { assertVersion, type ExpectedVersion } from '#libs/platform';
import { Standing } from '#libs/revocations';
import { Users } from '#libs/users';
import { LeaveLogouts } from '../backchannel/leave-logouts.js';
import { CloseAccount } from './close-account.js';

/** Deletes a user with all that is theirs. What the audit trail says of them stays, by their id, without what is personal. */
@Injectable()
export class DeleteUser {
  private readonly logger = new Logger(DeleteUser.name);

  constructor(
    private readonly database: Database,
    private readonly authority: Authority,
    private readonly users: Users,
    private readonly closeAccount: CloseAccount,
    private readonly leaveLogouts: LeaveLogouts,
    private readonly standing: Standing,
    private readonly eraseTraces: EraseTraces,
    private readonly audit: Audit,
  ) {}

  /**
   * @throws DomainError `insufficient_scope`, `permission_not_held`, `user_not_found`, `precondition_failed`,
   *   `last_administrator`
   */
  async execute(caller: Caller, userId: string, expected?: ExpectedVersion): Promise<void> {
    await this.database.inTurn(ADMINISTRATION, async transaction => {
      const held = await this.authority.authorise(transaction, caller, 'users:delete');
      const { version, status, ext } = await this.users.get(userId, transaction);
      await this.authority.assertMayTouch(transaction, caller, held, userId);
      assertVersion(expected, version);
      await this.closeAccount.execute(transaction, userId, 'deleted');
      // The subject outlives the account, and is to say nothing about it.
      if (ext !== null) await this.standing.setClaims(transaction, userId, null);
      await this.leaveLogouts.ofUser(transaction, userId);
      await this.users.remove(transaction, userId);
      await this.eraseTraces.request(transaction, userId);
      const details = { before: { status } };
      await this.audit.record(transaction, { kind: 'user_deleted', actor: caller, target: userId, details });
    });
    await this.erase(userId);
  }

  /** The account is gone by now, whatever becomes of this; what is left over the clean-up does. */
  private async erase(userId: string): Promise<void> {
    try {
      await this.eraseTraces.of(userId);
    } catch (error) {
      this.logger.warn(`The traces of ${userId} are not erased yet: ${String(error)}`);
    }
  }
}
