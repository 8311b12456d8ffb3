import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import { Database, statement, type Transaction } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { RevocationLog } from '#libs/revocations';

export type EndReason =
  'logout' | 'revoked_by_user' | 'revoked_by_administrator' | 'password_guessed' | 'factor_guessed' | 'code_reused';

/** One session of a user, and why it is to end. */
export interface Ending {
  readonly userId: string;
  readonly sessionId: string;
  readonly reason: EndReason;
}

/** The session that a genuine refresh token belongs to, if this client opened it. */
export interface GivenUp {
  readonly sessionId: string;
  readonly secretHash: Buffer;
  readonly clientId: string;
}

/** Whoever ends one session at the same time, in this process. */
export const turnOfSession = (sessionId: string): string => `session ${sessionId}`;

/** Ends one session, with its access and refresh tokens. Ending it again does nothing. */
@Injectable()
export class EndSession {
  constructor(
    private readonly database: Database,
    private readonly revocationLog: RevocationLog,
    private readonly audit: Audit,
  ) {}

  /** @throws DomainError `session_not_found`, for another's session as well */
  execute(actor: Actor, ending: Ending): Promise<void> {
    return this.database.inTurn(turnOfSession(ending.sessionId), transaction =>
      this.within(transaction, actor, ending),
    );
  }

  /** The same, within a transaction that has already settled that the actor may do it. */
  async within(transaction: Transaction, actor: Actor, ending: Ending): Promise<void> {
    if (await this.endIfThere(transaction, actor, ending)) return;
    const found = await transaction.run(selectOwn, [ending.sessionId, ending.userId]);
    if (found.length === 0) throw new DomainError('session_not_found');
  }

  /** @returns whether it was there and alive */
  async endIfThere(transaction: Transaction, actor: Actor, { userId, sessionId, reason }: Ending): Promise<boolean> {
    // The id as it is stored goes into the feed: there it is compared as text.
    const [ended] = await transaction.run(revoke, [sessionId, userId, reason]);
    if (ended === undefined) {
      this.revocationLog.affirm(transaction);
      return false;
    }
    await this.announce(transaction, actor, ended.id, { user_id: userId, reason });
    return true;
  }

  /** As `giveUpWithin`, in a transaction of its own. */
  giveUp(actor: Actor, session: GivenUp): Promise<boolean> {
    return this.database.inTurn(turnOfSession(session.sessionId), transaction =>
      this.giveUpWithin(transaction, actor, session),
    );
  }

  /**
   * Ends the session that a genuine refresh token belongs to, and forgets its secret: whoever presents the token gives it up.
   * @returns whether there was a live one
   */
  async giveUpWithin(transaction: Transaction, actor: Actor, session: GivenUp): Promise<boolean> {
    const { sessionId, secretHash, clientId } = session;
    const [ended] = await transaction.run(revokeBySecret, [sessionId, secretHash, clientId]);
    if (ended === undefined) {
      await transaction.run(forgetSecret, [sessionId, secretHash, clientId]);
      this.revocationLog.affirm(transaction);
      return false;
    }
    await this.announce(transaction, actor, sessionId, { user_id: ended.user_id, reason: 'logout' });
    return true;
  }

  private async announce(
    transaction: Transaction,
    actor: Actor,
    target: string,
    details: { user_id: string; reason: EndReason },
  ): Promise<void> {
    await this.revocationLog.announce(transaction, [{ kind: 'session', target }]);
    await this.audit.record(transaction, { kind: 'session_revoked', actor, target, details });
  }
}

const revoke = statement<{ id: string }, [string, string, string]>(
  'sessions.revoke',
  `UPDATE sessions SET revoked = true, revoked_at = statement_timestamp(), revoked_reason = $3
   WHERE id = $1 AND user_id = $2 AND NOT revoked RETURNING id`,
);

const selectOwn = statement<{ id: string }, [string, string]>(
  'sessions.exists',
  'SELECT id FROM sessions WHERE id = $1 AND user_id = $2',
);

const revokeBySecret = statement<{ user_id: string }, [string, Buffer, string]>(
  'sessions.revoke_by_secret',
  `UPDATE sessions SET revoked = true, revoked_at = statement_timestamp(), revoked_reason = 'logout', secret_hash = ''
   WHERE id = $1 AND secret_hash = $2 AND client_id = $3 AND NOT revoked RETURNING user_id`,
);

// No hash is empty.
const forgetSecret = statement<never, [string, Buffer, string]>(
  'sessions.forget_secret',
  `UPDATE sessions SET secret_hash = '' WHERE id = $1 AND secret_hash = $2 AND client_id = $3`,
);
