import { randomInt } from 'node:crypto';

/** How finely chance is measured out. */
const FINE = 1000;

/** How long to wait after attempts in vain, in seconds. */
export interface Patience {
  readonly first: number;
  /** Never longer, so that whoever is back is noticed. */
  readonly longest: number;
}

/**
 * How long to wait after so many attempts in vain, in seconds: twice as long each time, until it is long enough. A quarter of it is
 * left to chance, so that what has failed together does not come back together.
 * @param chance from 0 to 1
 */
export function delayAfter(
  attempts: number,
  { first, longest }: Patience,
  chance: number = randomInt(FINE) / FINE,
): number {
  const full = Math.min(first * 2 ** (attempts - 1), longest);
  return full * (1 - chance / 4);
}
