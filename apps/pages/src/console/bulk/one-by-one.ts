import { explain, Problem } from '../../kit/problem.js';
import type { Outcome, Progress, Refused } from './outcome.js';
import type { Named } from './selection.js';

/**
 * Does something to one after the other. Who is refused keeps nobody else from their turn; a service that is not there, or that wants
 * to be left alone for a while, does.
 */
export async function oneByOne<T extends Named>(
  items: readonly T[],
  progress: Progress,
  work: (item: T) => Promise<unknown>,
): Promise<Outcome<T>> {
  const done: T[] = [];
  const refused: Refused<T>[] = [];
  for (const [index, item] of items.entries()) {
    if (progress.isStopped) break;
    progress.at(index, items.length, item.name);
    try {
      await work(item);
      done.push(item);
    } catch (error) {
      refused.push({ item, why: explain(error) });
      if (isOfNobody(error)) break;
    }
  }
  return { done, refused, unchanged: [], left: items.slice(done.length + refused.length) };
}

const isOfNobody = (error: unknown): boolean =>
  error instanceof Problem &&
  (error.status === 0 || error.status === 429 || error.status === 503 || error.status === 401);
