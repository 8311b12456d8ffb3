const PARTS = 5;

/**
 * Time in which this process is too busy to send or to hear does not count: the limit goes by in parts, and between them all is
 * heard that has come.
 * @returns the answer. @throws what it is rejected with, and an Error if it is late
 */
export function within<T>(limitMs: number, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const wait = (parts: number): void => {
      const next = parts > 0 ? () => wait(parts - 1) : () => reject(new Error(`no answer within ${limitMs} ms`));
      timer = setTimeout(() => setImmediate(next), limitMs / PARTS);
    };
    wait(PARTS - 1);
    answer.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
}
