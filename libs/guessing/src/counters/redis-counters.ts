import type { Redis } from '#libs/persistence';
import type { Attempt, Verdict } from './failure-counters.js';
import { type FailureScripts, failureScripts } from './failure-scripts.js';
import { SPRAYING_FAILURES } from './spraying.js';

const PREFIX = 'gatehouse:failures:';

/** Counts failures in Redis, for all instances together: each attempt is one step and one round trip. */
export class RedisCounters {
  /** @param strangersKey a keyed hash, as those of charges are: what failures of strangers are counted by, over all accounts */
  constructor(
    private readonly redis: Pick<Redis, 'run'>,
    private readonly strangersKey: string,
    private readonly scripts: FailureScripts = failureScripts(),
  ) {}

  /** @returns undefined if Redis does not say in time; it may have counted the attempt all the same */
  async charge(attempt: Attempt): Promise<Verdict | undefined> {
    const terms = attempt.charges.flatMap(({ free, freeWhenSprayed, memory }) => [
      free,
      freeWhenSprayed,
      memory * 1000,
    ]);
    const answer = await this.redis.run(this.scripts.charge, this.inputOf(attempt, terms));
    if (answer === undefined) return undefined;
    const [isAllowed, number = 0, ...failures] = answer;
    if (isAllowed !== 1) return { isAllowed: false, waitSeconds: number };
    return { isAllowed: true, failures, revealsSpraying: number === SPRAYING_FAILURES + 1 };
  }

  async refund(attempt: Attempt): Promise<void> {
    const terms = attempt.charges.flatMap(({ free, isForgiving }) => [free, Number(isForgiving)]);
    await this.redis.run(this.scripts.refund, this.inputOf(attempt, terms));
  }

  private inputOf({ charges, isByStranger }: Attempt, terms: number[]): { keys: string[]; values: number[] } {
    const keys = [this.strangersKey, ...charges.map(({ key }) => key)].map(key => PREFIX + key);
    return { keys, values: [Number(isByStranger), ...terms] };
  }
}
