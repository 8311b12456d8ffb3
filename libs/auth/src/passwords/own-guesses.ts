import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/audit';
import { type Attempt, Attempts, type Guess, Guesses } from '#libs/guessing';
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

/** What is tried, how it is told that it was wrong, and what the session ends for then. */
interface Kind {
  readonly attempt: Attempt;
  readonly isWrong: 'wrong_password' | 'wrong_factor';
  readonly reason: 'password_guessed' | 'factor_guessed';
}

/** Limits how often whoever is logged in may try what protects the account: a session may be in other hands. */
@Injectable()
export class OwnGuesses {
  constructor(
    private readonly database: Database,
    private readonly attempts: Attempts,
    private readonly guesses: Guesses,
    private readonly endSession: EndSession,
  ) {}

  /** @throws DomainError `too_many_requests`, and what `work` throws: `wrong_password` if that was wrong */
  ofPassword<T>(actor: Actor & RequestSource, session: SessionOfUser, work: () => Promise<T>): Promise<T> {
    const attempt = this.attempts.currentPassword(session.user_id, session.session_id);
    return this.attempt(actor, session, { attempt, isWrong: 'wrong_password', reason: 'password_guessed' }, work);
  }

  /** @throws DomainError `too_many_requests`, and what `work` throws: `wrong_factor` if that was wrong */
  ofFactor<T>(actor: Actor & RequestSource, session: SessionOfUser, work: () => Promise<T>): Promise<T> {
    const attempt = this.attempts.ownFactor(session.user_id, session.session_id);
    return this.attempt(actor, session, { attempt, isWrong: 'wrong_factor', reason: 'factor_guessed' }, work);
  }

  private attempt<T>(
    actor: Actor & RequestSource,
    { user_id: userId, session_id: sessionId }: SessionOfUser,
    { attempt, isWrong, reason }: Kind,
    work: () => Promise<T>,
  ): Promise<T> {
    const end = (): Promise<unknown> =>
      this.database.inTurn(turnOfSession(sessionId), transaction =>
        this.endSession.endIfThere(transaction, actor, { userId, sessionId, reason }),
      );
    const guess: Guess = {
      ...{ attempt, isWrong },
      source: { ip: actor.ip, user_agent: actor.user_agent },
      target: () => userId,
      onWrong: async ({ failures: [ofSession = 0] }) => {
        if (ofSession >= MOST_WRONG) await end();
      },
    };
    return this.guesses.attempt(guess, work);
  }
}
