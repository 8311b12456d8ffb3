import { type Attempt, type Charge, FailureCounters, type Verdict } from './failure-counters.js';

/** Counts for one of several instances that do not know of each other: each lets pass its part of what is free, rounded up. */
export class DividedCounters extends FailureCounters {
  /** What has been charged is what has to be refunded, so it stays the same. */
  private readonly parts = new WeakMap<Attempt, Attempt>();

  /** @param instances how many there are */
  constructor(
    private readonly own: FailureCounters,
    private readonly instances: number,
  ) {
    super();
  }

  override charge(attempt: Attempt): Promise<Verdict> {
    return this.own.charge(this.partOf(attempt));
  }

  override refund(attempt: Attempt): Promise<void> {
    return this.own.refund(this.partOf(attempt));
  }

  private partOf(attempt: Attempt): Attempt {
    const known = this.parts.get(attempt);
    if (known !== undefined) return known;
    const part = { ...attempt, charges: attempt.charges.map(charge => this.divided(charge)) };
    this.parts.set(attempt, part);
    return part;
  }

  private divided(charge: Charge): Charge {
    const { free, freeWhenSprayed } = charge;
    return {
      ...charge,
      free: Math.ceil(free / this.instances),
      freeWhenSprayed: Math.ceil(freeWhenSprayed / this.instances),
    };
  }
}
