import { readFileSync } from 'node:fs';

export type Jwk = Readonly<Record<string, unknown>>;

/** One text, and whether a reader that has the keys of its group should take it for signed. */
export interface Vector {
  readonly tcId: number;
  readonly comment: string;
  readonly jws: string;
  readonly result: 'valid' | 'invalid';
  readonly flags: readonly string[];
}

export interface VectorWithKeys extends Vector {
  readonly keys: readonly Jwk[];
}

interface Group {
  readonly public: Jwk | { readonly keys: readonly Jwk[] };
  readonly tests: readonly Vector[];
}

/** The vectors of a file in test/foreign/wycheproof, each with the keys of its group. */
export function vectorsOf(file: 'json_web_key' | 'json_web_signature'): VectorWithKeys[] {
  const text = readFileSync(new URL(`../foreign/wycheproof/${file}.json`, import.meta.url), 'utf8');
  const { testGroups } = JSON.parse(text) as { testGroups: Group[] };
  return testGroups.flatMap(group => {
    const keys = Array.isArray(group.public.keys) ? (group.public.keys as Jwk[]) : [group.public];
    return group.tests.map(test => ({ ...test, keys }));
  });
}

export const named = <V extends Vector>(vectors: readonly V[]): [string, V][] =>
  vectors.map(vector => [`${vector.tcId} ${vector.comment}`, vector]);

export const invalid = (vectors: readonly VectorWithKeys[]): VectorWithKeys[] =>
  vectors.filter(({ result }) => result === 'invalid');

export const valid = (vectors: readonly VectorWithKeys[]): VectorWithKeys[] =>
  vectors.filter(({ result }) => result === 'valid');
