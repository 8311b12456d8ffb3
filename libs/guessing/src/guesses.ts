import { Injectable } from '@nestjs/common';
import type { ProblemCode } from '#libs/contracts';
import { Config, DomainError } from '#libs/platform';
import { type Attempt, FailureCounters } from './counters/failure-counters.js';

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
  async attempt<T>(attempt: Attempt, isWrong: ProblemCode, work: () => Promise<T>): Promise<T> {
    if (this.config.throttle === 'off') return work();
    const verdict = await this.failureCounters.charge(attempt);
    if (!verdict.isAllowed) throw new DomainError('too_many_requests', { retryAfterSeconds: verdict.waitSeconds });
    try {
      const done = await work();
      void this.failureCounters.refund(attempt);
      return done;
    } catch (error) {
      // What could not be judged was no guess.
      if (!(error instanceof DomainError) || error.code !== isWrong) void this.failureCounters.refund(attempt);
      throw error;
    }
  }
}
