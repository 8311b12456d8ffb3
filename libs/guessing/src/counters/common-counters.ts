import { type Attempt, FailureCounters, type Verdict } from './failure-counters.js';
import type { RedisCounters } from './redis-counters.js';

/** Where an attempt has been charged. */
interface Charged {
  readonly inCommon: boolean;
  readonly here?: Promise<Verdict>;
}

/**
 * Counts together with all other instances. Where they cannot be asked, this one counts by itself, from what it has let
 * pass before: whoever was made to wait does not begin anew because Redis is away.
 */
export class CommonCounters extends FailureCounters {
  private readonly charged = new WeakMap<Attempt, Charged>();

  /** @param own what counts meanwhile, more strictly */
  constructor(
    private readonly common: Pick<RedisCounters, 'charge' | 'refund'>,
    private readonly own: FailureCounters,
  ) {
    super();
  }

  override async charge(attempt: Attempt): Promise<Verdict> {
    const verdict = await this.common.charge(attempt);
    if (verdict?.isAllowed === false) return verdict;
    const here = this.own.charge(attempt);
    this.charged.set(attempt, { inCommon: verdict !== undefined, here });
    return verdict ?? here;
  }

  override async refund(attempt: Attempt): Promise<void> {
    const { inCommon = false, here } = this.charged.get(attempt) ?? {};
    if (inCommon) await this.common.refund(attempt);
    if ((await here)?.isAllowed === true) await this.own.refund(attempt);
  }
}
