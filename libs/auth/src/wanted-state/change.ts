import type { ClientKind } from '#libs/service-clients';
import type { StateKind } from './wanted-state.js';

/** A field that is another one afterwards; null: it was, or is, not there. */
export interface Difference {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What is different about one thing between what is there and what is wanted. */
export interface Change {
  readonly kind: StateKind;
  readonly action: 'create' | 'update' | 'delete';
  /** Of an identity provider its issuer. */
  readonly name: string;
  /** Of a client. */
  readonly client_kind?: ClientKind;
  /** Of what is made, all that it has; of what is deleted, nothing. */
  readonly differences: readonly Difference[];
}

/** What only whoever makes the change gets to know: the account of a client that was made, and its secret if it has one. */
export interface MadeClient {
  readonly name: string;
  readonly kind: ClientKind;
  readonly client_id: string;
  readonly client_secret: string | null;
}

/** In which fields of `after` two things differ. Lists of words are sets: their order does not matter. */
export function differencesOf(before: object, after: object): Difference[] {
  const old = new Map<string, unknown>(Object.entries(before));
  const fields: [string, unknown][] = Object.entries(after);
  return fields
    .map(([field, value]) => ({ field, before: old.get(field) ?? null, after: value }))
    .filter(difference => canonical(difference.before) !== canonical(difference.after));
}

/** All that something new has, but for what says nothing: false, null, and empty texts and lists. */
export function contentAsDifferences(definition: object): Difference[] {
  const fields: [string, unknown][] = Object.entries(definition);
  return fields
    .filter(
      ([, value]) => value !== null && value !== false && value !== '' && !(Array.isArray(value) && !value.length),
    )
    .map(([field, value]) => ({ field, before: null, after: value }));
}

const isWords = (list: readonly unknown[]): list is string[] => list.every(one => typeof one === 'string');

function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) => {
    if (Array.isArray(part)) return isWords(part) ? [...new Set(part)].sort() : (part as unknown[]);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
