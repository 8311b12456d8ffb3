import { DomainError } from './domain-error.js';

const MAX_DEPTH = 10;
const POISONOUS_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Refuses bodies that are nested too deeply, name a key by which JavaScript objects are poisoned, or hold a NUL
 * character, which PostgreSQL cannot store.
 * @throws DomainError `invalid_request`
 */
export function assertBodyShape(value: unknown, depth = 0): void {
  if (typeof value === 'string' && value.includes('\0')) {
    throw new DomainError('invalid_request', { detail: 'The body holds a NUL character.' });
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth >= MAX_DEPTH) {
    throw new DomainError('invalid_request', { detail: `The body is nested deeper than ${MAX_DEPTH} levels.` });
  }
  for (const key of Object.keys(value)) {
    if (POISONOUS_KEYS.has(key)) throw new DomainError('invalid_request', { detail: `The key ${key} is not allowed.` });
    assertBodyShape((value as Record<string, unknown>)[key], depth + 1);
  }
}
