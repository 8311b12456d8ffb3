import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/audit';
import { Attempts, type Guess, Guesses } from '#libs/guessing';
import { Database } from '#libs/persistence';
import type { RequestSource } from '#libs/platform';
import { EndSession, turnOfSession } from '#libs/sessions';

/** So many wrong ones in a row, and the session that has sent them is over: its owner would know by then. */
const MOST_WRONG = 10;

/** Who is logged in, and in which session. */
export interface SessionOfUser {
  readonly user_id: string;
  readonly session_id: string;
}

/** Limits how often whoever is logged in may try the password of the account: a session may be in other hands. */
@Injectable()
export class OwnPasswordGuesses {
  constructor(
    private readonly database: Database,
    private readonly attempts: Attempts,
    private readonly guesses: Guesses,
    private readonly endSession: EndSession,
  ) {}

  /** @throws DomainError `too_many_requests`, and what `work` throws: `wrong_password` if that was wrong */
  attempt<T>(actor: Actor & RequestSource, session: SessionOfUser, work: () => Promise<T>): Promise<T> {
    const guess: Guess = {
      attempt: this.attempts.currentPassword(session.user_id, session.session_id),
      source: { ip: actor.ip, user_agent: actor.user_agent },
      isWrong: 'wrong_password',
      target: () => session.user_id,
      onWrong: async ({ failures: [ofSession = 0] }) => {
        if (ofSession >= MOST_WRONG) await this.end(actor, session);
      },
    };
    return this.guesses.attempt(guess, work);
  }

  private async end(actor: Actor, { user_id: userId, session_id: sessionId }: SessionOfUser): Promise<void> {
    await this.database.inTurn(turnOfSession(sessionId), transaction =>
      this.endSession.endIfThere(transaction, actor, { userId, sessionId, reason: 'password_guessed' }),
    );
  }
}
