import { Injectable } from '@nestjs/common';
import type { ProblemCode } from '#libs/contracts';
import { Config, DomainError } from '#libs/platform';
import { type Allowed, type Attempt, FailureCounters } from './counters/failure-counters.js';

/** What is done about a wrong guess before it is told. */
export type OnWrong = (counted: Allowed) => Promise<void>;

/** Lets somebody try what can be guessed, as often as they may. */
@Injectable()
export class Guesses {
  constructor(
    private readonly config: Config,
    private readonly failureCounters: FailureCounters,
  ) {}

  /**
   * Does what is tried, counted as a failure from before it begins; unless it fails for being wrong, that is taken back.
   * @param isWrong the code of the error that says that the guess was wrong
   * @throws DomainError `too_many_requests`, before `work` is begun; and what `work` throws
   */
  async attempt<T>(attempt: Attempt, isWrong: ProblemCode, work: () => Promise<T>, onWrong?: OnWrong): Promise<T> {
    if (this.config.throttle === 'off') return work();
    const counted = await this.charge(attempt);
    try {
      const done = await work();
      void this.failureCounters.refund(attempt);
      return done;
    } catch (error) {
      if (isOf(isWrong, error)) await onWrong?.(counted);
      // What could not be judged was no guess.
      else void this.failureCounters.refund(attempt);
      throw error;
    }
  }

  /**
   * The same for what is too long to be guessed, and is right thousands of times a second: it is always judged, and counted
   * where it is wrong. So what is right is never refused, whatever others have failed with.
   * @throws DomainError `too_many_requests` instead of `isWrong`; and what `work` throws
   */
  async attemptSecret<T>(attemptOf: () => Attempt, isWrong: ProblemCode, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (this.config.throttle === 'on' && isOf(isWrong, error)) await this.charge(attemptOf());
      throw error;
    }
  }

  private async charge(attempt: Attempt): Promise<Allowed> {
    const verdict = await this.failureCounters.charge(attempt);
    if (verdict.isAllowed) return verdict;
    throw new DomainError('too_many_requests', { retryAfterSeconds: verdict.waitSeconds });
  }
}

const isOf = (code: ProblemCode, error: unknown): boolean => error instanceof DomainError && error.code === code;
