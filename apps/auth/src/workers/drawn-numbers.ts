import { Windows } from '../http/rate-limit.windows.js';

/** How many requests of one address to one route a process has to count. */
export interface Wanted {
  readonly key: string;
  readonly ttl: number;
  readonly limit: number;
  readonly hits: number;
  /** Whether it wants some for those that will come as well. */
  readonly ahead: boolean;
}

/** The numbers that they are in their window, and some for those that will come. */
export interface Drawn {
  readonly first: number;
  readonly count: number;
  /** Milliseconds of `Date.now()` on the machine of whoever has drawn them. */
  readonly endsAt: number;
}

/** @returns numbers for each, in the same order; undefined if they cannot be had in time */
export type Draw = (wanted: readonly Wanted[]) => Promise<readonly Drawn[] | undefined>;

/** A process may draw a hundredth of what is left ahead, shared by all that draw: so much of a limit can be lost at most. */
export const AHEAD = 100;

interface Window {
  drawn: number;
  readonly endsAt: number;
}

/**
 * What requests are counted by where several workers serve: each is given the next number of its window, and is refused
 * if that is above the limit. No number is given twice, so all workers together let no more through than one would.
 * Limits below a hundred times the workers are exact; above, numbers that a worker has drawn ahead and has not used when
 * the others run out are lost.
 */
export class DrawnNumbers {
  private readonly windows = new Windows<Window>();

  constructor(private readonly workers: number) {}

  draw({ key, ttl, limit, hits, ahead }: Wanted): Drawn {
    const now = Date.now();
    const window = this.windows.of(key, now, () => ({ drawn: 0, endsAt: now + ttl }));
    const first = window.drawn + 1;
    const left = ahead ? Math.max(0, limit - window.drawn - hits) : 0;
    const count = hits + Math.floor(left / (AHEAD * this.workers));
    window.drawn += count;
    return { first, count, endsAt: window.endsAt };
  }
}
