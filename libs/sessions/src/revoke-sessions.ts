import { Injectable } from '@nestjs/common';
import { Audit } from '#libs/audit';
import { ADMINISTRATION, Authority, type Caller } from '#libs/authority';
import { Database, type Transaction } from '#libs/persistence';
import { Standing } from '#libs/revocations';
import { EndSession } from './end-session.js';

/** Ends the sessions of somebody else, at once: by the permission to do so, and nobody's who holds more. */
@Injectable()
export class RevokeSessions {
  constructor(
    private readonly database: Database,
    private readonly authority: Authority,
    private readonly standing: Standing,
    private readonly endSession: EndSession,
    private readonly audit: Audit,
  ) {}

  /** Ends all of them by one statement. @throws DomainError `insufficient_scope`, `permission_not_held`, `user_not_found` */
  async all(caller: Caller, userId: string): Promise<void> {
    await this.touching(caller, userId, async transaction => {
      await this.standing.endAllSessions(transaction, userId);
      await this.audit.record(transaction, { kind: 'sessions_revoked_all', actor: caller, target: userId });
    });
  }

  /**
   * Ends one; ending it again does nothing.
   * @throws DomainError `insufficient_scope`, `permission_not_held`, `user_not_found`, `session_not_found`
   */
  async one(caller: Caller, userId: string, sessionId: string): Promise<void> {
    await this.touching(caller, userId, transaction =>
      this.endSession.within(transaction, caller, { userId, sessionId, reason: 'revoked_by_administrator' }),
    );
  }

  private touching(caller: Caller, userId: string, work: (transaction: Transaction) => Promise<void>): Promise<void> {
    return this.database.inTurn(ADMINISTRATION, async transaction => {
      const held = await this.authority.authorise(transaction, caller, 'sessions:revoke');
      await this.standing.assertUser(transaction, userId);
      await this.authority.assertMayTouch(transaction, caller, held, userId);
      await work(transaction);
    });
  }
}
