import { Injectable } from '@nestjs/common';
import type { ProblemCode } from '#libs/contracts';
import { Config, DomainError, Limits, type RequestSource } from '#libs/platform';
import { type Allowed, type Attempt, FailureCounters } from './counters/failure-counters.js';
import { GuessSignals } from './guess-signals.js';

/** What is tried, and by whom. */
export interface Guess {
  readonly attempt: Attempt;
  readonly source: RequestSource;
  /** The code of the error that says that it was wrong. */
  readonly isWrong: ProblemCode;
  /** The code of the error that says that it was right, and not enough. */
  readonly isRight?: ProblemCode;
  /** The account that it was aimed at, once that has been found out. */
  readonly target?: () => string | null;
  /** What is done about a wrong one before it is told. */
  readonly onWrong?: (counted: Allowed) => Promise<void>;
}

/** Lets somebody try what can be guessed, as often as they may. */
@Injectable()
export class Guesses {
  constructor(
    private readonly config: Config,
    private readonly failureCounters: FailureCounters,
    private readonly guessSignals: GuessSignals,
    private readonly limits: Limits,
  ) {}

  /**
   * Does what is tried, counted as a failure from before it begins; unless it fails for being wrong, that is taken back.
   * @throws DomainError `too_many_requests`, before `work` is begun; and what `work` throws
   */
  async attempt<T>(guess: Guess, work: () => Promise<T>): Promise<T> {
    if (this.config.throttle === 'off') return work();
    const { attempt } = guess;
    const counted = await this.charge(attempt);
    try {
      const done = await work();
      void this.failureCounters.refund(attempt);
      return done;
    } catch (error) {
      if (isOf(guess.isWrong, error)) await this.noteWrong(guess, counted);
      else void this.failureCounters.refund(isRight(guess, error) ? attempt : unjudged(attempt));
      throw error;
    }
  }

  /**
   * The same for what is too long to be guessed, and is right thousands of times a second: it is always judged, and counted
   * where it is wrong. So what is right is never refused, whatever others have failed with.
   * @param guessOf is asked of a wrong one only
   * @throws DomainError `too_many_requests` instead of the error that says that it was wrong; and what `work` throws
   */
  async attemptSecret<T>(guessOf: () => Guess, isWrong: ProblemCode, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (isOf(isWrong, error)) await this.countWrong(guessOf());
      throw error;
    }
  }

  private async countWrong(guess: Guess): Promise<void> {
    if (this.config.throttle === 'on') await this.noteWrong(guess, await this.charge(guess.attempt));
  }

  private async charge(attempt: Attempt): Promise<Allowed> {
    const verdict = await this.failureCounters.charge(attempt);
    if (verdict.isAllowed) return verdict;
    throw this.limits.reached('guesses', verdict.waitSeconds);
  }

  private async noteWrong({ attempt, source, target, onWrong }: Guess, counted: Allowed): Promise<void> {
    this.guessSignals.note(attempt, counted, source, target?.() ?? null);
    await onWrong?.(counted);
  }
}

const isOf = (code: ProblemCode, error: unknown): boolean => error instanceof DomainError && error.code === code;

const isRight = ({ isRight: code }: Guess, error: unknown): boolean => code !== undefined && isOf(code, error);

/** What could not be judged was no guess; but neither does it forgive any: who knows how to bring it about would guess for ever. */
const unjudged = ({ charges, ...attempt }: Attempt): Attempt => ({
  ...attempt,
  charges: charges.map(charge => ({ ...charge, isForgiving: false })),
});
