import { type Document, operationsOf } from './document.js';

/**
 * Orders paths by their first tag and then by name, and schemas by name: where a controller lies, and when it is loaded,
 * changes nothing about the document.
 */
export function putInOrder(document: Document): void {
  const ranks = document.tags.map(({ name }) => name);
  const rankOf = new Map<string, number>();
  for (const { path, operation } of operationsOf(document)) {
    const rank = ranks.indexOf(operation.tags?.[0] ?? '');
    rankOf.set(path, Math.min(rank < 0 ? ranks.length : rank, rankOf.get(path) ?? Infinity));
  }
  const rank = (path: string): number => rankOf.get(path) ?? ranks.length;
  document.paths = sorted(document.paths, (a, b) => rank(a) - rank(b) || compare(a, b));
  document.components.schemas = sorted(document.components.schemas, compare);
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

function sorted<T>(record: Record<string, T>, order: (a: string, b: string) => number): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => order(a, b)));
}
