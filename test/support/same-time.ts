import { randomInt } from 'node:crypto';

/** How long two things took, in milliseconds. */
export interface Samples {
  readonly one: readonly number[];
  readonly other: readonly number[];
}

/**
 * Takes so many of each, in random order, so that whatever else goes on hits both alike; after a tenth as many that do not
 * count.
 */
export async function sample(
  count: number,
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
): Promise<Samples> {
  const warmUp = Math.ceil(count / 10);
  const times: { one: number[]; other: number[] } = { one: [], other: [] };
  for (let left = [count + warmUp, count + warmUp]; left.some(n => n > 0);) {
    const isOne = randomInt((left[0] ?? 0) + (left[1] ?? 0)) < (left[0] ?? 0);
    const began = performance.now();
    await (isOne ? one() : other());
    (isOne ? times.one : times.other).push(performance.now() - began);
    left = isOne ? [(left[0] ?? 0) - 1, left[1] ?? 0] : [left[0] ?? 0, (left[1] ?? 0) - 1];
  }
  return { one: times.one.slice(warmUp), other: times.other.slice(warmUp) };
}

/**
 * How many standard deviations the ranks of one are from what they would be if both took the same time (Mann and Whitney). It looks at
 * the order alone, so that a single slow answer counts no more than any other.
 */
export function deviation({ one, other }: Samples): number {
  const all = [...one.map(time => ({ time, isOne: true })), ...other.map(time => ({ time, isOne: false }))];
  all.sort((a, b) => a.time - b.time);
  const ranks = all.reduce((sum, { isOne }, index) => (isOne ? sum + index + 1 : sum), 0);
  const u = ranks - (one.length * (one.length + 1)) / 2;
  const [n, m] = [one.length, other.length];
  return (u - (n * m) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12);
}

/** The same samples, as they would be if one took so much longer. */
export const slower = ({ one, other }: Samples, by: number): Samples => ({ one: one.map(time => time + by), other });

/** How far the middle half of all samples is spread. */
export function spread({ one, other }: Samples): number {
  const all = [...one, ...other].sort((a, b) => a - b);
  const at = (part: number): number => all[Math.floor(all.length * part)] ?? 0;
  return at(0.75) - at(0.25);
}
