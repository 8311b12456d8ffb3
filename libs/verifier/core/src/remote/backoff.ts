import { randomInt } from 'node:crypto';

const SHORTEST = 50;
const LONGEST = 2000;

/**
 * How long to wait before trying again: longer with each failure in a row, and never the same for all, so that the
 * subscribers of an instance that went down do not all come to the next one at once.
 */
export class Backoff {
  private failures = 0;

  /** Milliseconds: 50 at first, doubled up to 2,000, each time between half and all of it. */
  next(): number {
    const wait = Math.min(SHORTEST * 2 ** this.failures, LONGEST);
    if (wait < LONGEST) this.failures++;
    return randomInt(wait / 2, wait + 1);
  }

  reset(): void {
    this.failures = 0;
  }
}
