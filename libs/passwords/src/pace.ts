import { setTimeout as delay } from 'node:timers/promises';

/** Nobody waits longer than so many milliseconds, however many there are. */
const LONGEST_MS = 1_000;

/**
 * Lets so many go on in a second, and the others a little later. It is for answers that cost next to nothing: 300
 * connections that asked again as soon as they were refused took the processor from those who had a password to hash.
 */
export class Pace {
  /** When the next one may go on. */
  #nextAt = 0;

  /**
   * @param wait lets so many milliseconds pass
   * @param now milliseconds of a clock that nobody sets
   */
  constructor(
    private readonly perSecond: number,
    private readonly wait: (ms: number) => Promise<unknown> = delay,
    private readonly now: () => number = () => performance.now(),
  ) {}

  async turn(): Promise<void> {
    const now = this.now();
    const at = Math.min(Math.max(this.#nextAt, now), now + LONGEST_MS);
    this.#nextAt = at + 1_000 / this.perSecond;
    if (at > now) await this.wait(at - now);
  }
}
