/** How many rounds a race is run: all of them in `npm run test:long`, a tenth in `npm test` or as few as `short` says. */
export function rounds(full: number, short = Math.ceil(full / 10)): number {
  return process.env['GATEHOUSE_TEST_ROUNDS'] === 'full' ? full : short;
}

export const range = (length: number): number[] => Array.from({ length }, (_, index) => index);

/** How often each value occurs. */
export function tally(values: readonly (string | number)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
