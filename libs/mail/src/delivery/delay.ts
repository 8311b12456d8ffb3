const FIRST_SECONDS = 15;
const LONGEST_SECONDS = 15 * 60;

/**
 * How long to wait after so many attempts in vain, in seconds: twice as long each time, but never so long that a server which
 * is back is not noticed. A quarter of it is left to chance, so that what has failed together does not come back together.
 * @param chance from 0 to 1
 */
export function delayAfter(attempts: number, chance: number): number {
  const full = Math.min(FIRST_SECONDS * 2 ** (attempts - 1), LONGEST_SECONDS);
  return full * (1 - chance / 4);
}
