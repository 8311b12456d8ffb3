/**
 * Waits until a condition holds, for what can only be seen by looking.
 * @throws Error if it does not within this many milliseconds
 */
export async function eventually(condition: () => unknown, limit = 20_000): Promise<void> {
  const end = performance.now() + limit;
  while (condition() !== true) {
    if (performance.now() > end) throw new Error(`not within ${limit} ms: ${String(condition)}`);
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}
