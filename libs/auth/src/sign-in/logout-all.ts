import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import { Database } from '#libs/persistence';
import { Standing, turnOfSubject } from '#libs/revocations';
import { Sessions } from '#libs/sessions';

/** Ends all sessions of a user by one statement, however many there are. */
@Injectable()
export class LogoutAll {
  constructor(
    private readonly database: Database,
    private readonly standing: Standing,
    private readonly sessions: Sessions,
    private readonly audit: Audit,
  ) {}

  /** @param spared the session that goes on, if any; its access token is outdated and a refresh repairs that */
  async execute(actor: Actor, userId: string, spared?: string): Promise<void> {
    await this.database.inTurn(turnOfSubject(userId), async transaction => {
      const standing = await this.standing.endAllSessions(transaction, userId);
      if (standing === undefined) return;
      if (spared !== undefined) {
        await this.sessions.carryOver(transaction, userId, spared, standing.sessions_epoch);
      }
      const details = spared === undefined ? {} : { spared };
      await this.audit.record(transaction, { kind: 'sessions_revoked_all', actor, target: userId, details });
    });
  }
}
