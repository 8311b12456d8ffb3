import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/audit';
import { Attempts, type Guess, Guesses } from '#libs/guessing';
import { Database } from '#libs/persistence';
import type { RequestSource } from '#libs/platform';
import { EndSession, turnOfSession } from '#libs/sessions';

/** So many wrong ones in a row, and the session that has sent them is over: its owner would know by then. */
const MOST_WRONG = 10;

/** Limits how often whoever is logged in may try a second factor of the account: a session may be in other hands. */
@Injectable()
export class OwnFactorGuesses {
  constructor(
    private readonly database: Database,
    private readonly attempts: Attempts,
    private readonly guesses: Guesses,
    private readonly endSession: EndSession,
  ) {}

  /** @throws DomainError `too_many_requests`, and what `work` throws: `wrong_factor` if that was wrong */
  attempt<T>(
    actor: Actor & RequestSource,
    { user_id: userId, session_id: sessionId }: { readonly user_id: string; readonly session_id: string },
    work: () => Promise<T>,
  ): Promise<T> {
    const guess: Guess = {
      attempt: this.attempts.ownFactor(userId, sessionId),
      source: { ip: actor.ip, user_agent: actor.user_agent },
      isWrong: 'wrong_factor',
      target: () => userId,
      onWrong: async ({ failures: [ofSession = 0] }) => {
        if (ofSession >= MOST_WRONG) await this.end(actor, userId, sessionId);
      },
    };
    return this.guesses.attempt(guess, work);
  }

  private async end(actor: Actor, userId: string, sessionId: string): Promise<void> {
    await this.database.inTurn(turnOfSession(sessionId), transaction =>
      this.endSession.endIfThere(transaction, actor, { userId, sessionId, reason: 'factor_guessed' }),
    );
  }
}
