/**
 * The test of Mann and Whitney (1947): how far the ranks of `xs` lie above what they would be if both were of one kind, in
 * standard deviations. It takes nothing for granted about how the values are spread, and a few that are far off count no more
 * than others.
 */
export function rankScore(xs: readonly number[], ys: readonly number[]): number {
  const all = [...xs.map(value => ({ value, isX: true })), ...ys.map(value => ({ value, isX: false }))];
  all.sort((a, b) => a.value - b.value);
  let rankSum = 0;
  for (let start = 0, end = 0; start < all.length; start = end) {
    while (end < all.length && all[end]?.value === all[start]?.value) end++;
    // Equal values share the ranks that they have together.
    const rank = (start + 1 + end) / 2;
    rankSum += rank * all.slice(start, end).filter(({ isX }) => isX).length;
  }
  const [n, m] = [xs.length, ys.length];
  const above = rankSum - (n * (n + 1)) / 2 - (n * m) / 2;
  return above / Math.sqrt((n * m * (n + m + 1)) / 12);
}

/** Beyond that the chance of a mistake is 1 in 3,500,000. */
const SURE = 5;

/** Whether `xs` are beyond doubt greater than `ys` by more than this. */
export function areGreaterBy(least: number, xs: readonly number[], ys: readonly number[]): boolean {
  return (
    rankScore(
      xs.map(x => x - least),
      ys,
    ) > SURE
  );
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
