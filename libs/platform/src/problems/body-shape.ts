import { DomainError } from './domain-error.js';

const MAX_DEPTH = 10;
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Refuses bodies and queries that are nested too deeply, name a key that JavaScript objects have of their own accord, or hold
 * what PostgreSQL cannot store.
 * @throws DomainError `invalid_request`
 */
export function assertBodyShape(value: unknown, depth = 0): void {
  if (typeof value === 'string') assertStorable(value);
  if (typeof value !== 'object' || value === null) return;
  if (depth >= MAX_DEPTH) {
    throw new DomainError('invalid_request', { detail: `The body is nested deeper than ${MAX_DEPTH} levels.` });
  }
  for (const key of Object.keys(value)) {
    assertStorable(key);
    if (key === 'prototype' || key in Object.prototype)
      throw new DomainError('invalid_request', { detail: `The key ${key} is not allowed.` });
    assertBodyShape((value as Record<string, unknown>)[key], depth + 1);
  }
}

function assertStorable(text: string): void {
  if (text.includes('\0')) throw new DomainError('invalid_request', { detail: 'The body holds a NUL character.' });
  if (LONE_SURROGATE.test(text))
    throw new DomainError('invalid_request', { detail: 'The body holds half a character.' });
}
