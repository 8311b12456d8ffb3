/** Times by the database's clock and by this machine's (monotonic) one, all in seconds. */
export class Freshness {
  /** What is to be added to the database's time to get this machine's. */
  private offset = 0;
  private completeUpTo = -Infinity;

  /**
   * Compares the clocks. `asOf` was read after `sentAt`, so what was sent since counts against us: the view may be
   * newer than it is taken for, never older.
   */
  calibrate(sentAt: number, asOf: number): void {
    this.offset = sentAt - asOf;
    this.completeUpTo = Math.max(this.completeUpTo, sentAt);
  }

  /**
   * The view is complete up to `asOf`, as was heard at `now`.
   * @returns by how many seconds that came late; if negative, it cannot be, and the clocks must be compared again
   */
  advance(asOf: number, now: number): number {
    const at = asOf + this.offset;
    if (at <= now + TOLERANCE) this.completeUpTo = Math.max(this.completeUpTo, Math.min(at, now));
    return at > now && at <= now + TOLERANCE ? 0 : now - at;
  }

  /** By how many seconds the view may be behind; infinite before there was one. */
  age(now: number): number {
    return now - this.completeUpTo;
  }
}

/** Two clocks drift apart by so much, in minutes, without anything being wrong. */
const TOLERANCE = 0.5;
