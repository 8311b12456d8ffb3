/** How many rounds a race is run: all of them in `npm run test:long`, a tenth in `npm test`. */
export function rounds(full: number): number {
  return process.env['GATEHOUSE_TEST_ROUNDS'] === 'full' ? full : Math.ceil(full / 10);
}

export const range = (length: number): number[] => Array.from({ length }, (_, index) => index);

/** How often each value occurs. */
export function tally(values: readonly (string | number)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
