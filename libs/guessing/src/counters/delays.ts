import type { Charge } from './failure-counters.js';

/** 96 attempts a day. */
export const LONGEST_WAIT_SECONDS = 15 * 60;
/** Where spraying alone is the reason to wait: people of the same network come in as well, and soon. */
export const LONGEST_WAIT_WHEN_SPRAYED_SECONDS = 60;

/** For how many seconds a key is closed after so many failures. */
export function waitAfter(failures: number, { free, freeWhenSprayed }: Charge, isSprayed: boolean): number {
  const usual = growing(failures - free, LONGEST_WAIT_SECONDS);
  if (!isSprayed) return usual;
  return Math.max(usual, growing(failures - freeWhenSprayed, LONGEST_WAIT_WHEN_SPRAYED_SECONDS));
}

const growing = (beyond: number, longest: number): number => (beyond <= 0 ? 0 : Math.min(2 ** (beyond - 1), longest));
