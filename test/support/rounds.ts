const LENGTH = process.env['GATEHOUSE_TEST_ROUNDS'];

/** Whether tests run at full length, as `npm run test:long` has it. */
export const isFull = LENGTH === 'full';

/**
 * How many rounds a race is run: all of them in `npm run test:long`, a tenth in `npm test` or as few as `short` says.
 * @param inFaults in `npm run test:faults`, which is as long as the former where a number of rounds is promised
 */
export function rounds(full: number, short = Math.ceil(full / 10), inFaults = full): number {
  if (LENGTH === 'faults') return inFaults;
  return isFull ? full : short;
}

export const range = (length: number): number[] => Array.from({ length }, (_, index) => index);

/** How often each value occurs. */
export function tally(values: readonly (string | number)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
