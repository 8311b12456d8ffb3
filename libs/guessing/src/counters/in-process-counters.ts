import { CountTable } from './count-table.js';
import { waitAfter } from './delays.js';
import { type Attempt, type Charge, FailureCounters, type Verdict } from './failure-counters.js';
import { SlidingCount } from './sliding-count.js';
import { SPRAYING_FAILURES, SPRAYING_SPAN_MS } from './spraying.js';

/** About 20 MB when they are all in use. */
const CAPACITY = 100_000;

/** Counts in the memory of one process. */
export class InProcessCounters extends FailureCounters {
  private readonly counts: CountTable;
  private readonly strangers = new SlidingCount(SPRAYING_SPAN_MS);

  /**
   * @param clock milliseconds that never go back
   * @param capacity keys that are counted at once
   */
  constructor(
    private readonly clock: () => number = () => performance.now(),
    capacity = CAPACITY,
  ) {
    super();
    this.counts = new CountTable(capacity);
  }

  override charge({ charges, isByStranger }: Attempt): Promise<Verdict> {
    const now = this.clock();
    const opensAt = Math.max(...charges.map(({ key }) => this.counts.find(key, now)?.opensAt ?? now));
    if (opensAt > now) return Promise.resolve({ isAllowed: false, waitSeconds: Math.ceil((opensAt - now) / 1000) });
    const ofStrangers = isByStranger ? this.strangers.add(1, now) : 0;
    const failures = charges.map(charge => this.add(charge, ofStrangers > SPRAYING_FAILURES, now));
    return Promise.resolve({
      isAllowed: true,
      failures,
      revealsSpraying: ofStrangers === SPRAYING_FAILURES + 1,
    });
  }

  override refund({ charges, isByStranger }: Attempt): Promise<void> {
    const now = this.clock();
    if (isByStranger) this.strangers.add(-1, now);
    for (const charge of charges) this.takeBack(charge, now);
    return Promise.resolve();
  }

  /** @returns how many there are now */
  private add(charge: Charge, isSprayed: boolean, now: number): number {
    const failures = (this.counts.find(charge.key, now)?.failures ?? 0) + 1;
    const opensAt = now + waitAfter(failures, charge, isSprayed) * 1000;
    this.counts.set(charge.key, { failures, opensAt, forgottenAt: now + charge.memory * 1000 }, now);
    return failures;
  }

  private takeBack({ key, free, isForgiving }: Charge, now: number): void {
    const count = this.counts.find(key, now);
    if (count === undefined) return;
    const failures = count.failures - 1;
    if (failures === 0 || (isForgiving && failures <= free)) this.counts.delete(key);
    else this.counts.set(key, { ...count, failures, opensAt: now }, now);
  }
}
