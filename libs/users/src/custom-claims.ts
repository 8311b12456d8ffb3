import type { FieldError } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import { readsLikeAuthority } from './names-of-authority.js';
import { isPersonal } from './personal-names.js';

const FIELD = 'ext';
const MAX_BYTES = 512;
export const MAX_KEYS = 16;
const MAX_DEPTH = 3;
/** How a claim may be called, at any depth. */
export const CLAIM_NAME_PATTERN = /^[a-z][a-z0-9_]{0,31}$/;
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Settles that custom claims may go into tokens, which everybody who sees one can read: small, plain, nothing that looks
 * personal or secret, and nothing at the top that a service could take for a right or for one of the token's own claims.
 * @throws DomainError `validation_failed` that names everything that is wrong
 */
export function assertAcceptableClaims(claims: Readonly<Record<string, unknown>>): void {
  const errors = [...faultsIn(claims, FIELD, 1), ...Object.keys(claims).filter(readsLikeAuthority).map(reserved)];
  if (Buffer.byteLength(JSON.stringify(claims)) > MAX_BYTES) {
    errors.push(fault(FIELD, 'too_large', `has more than ${MAX_BYTES} bytes as JSON`));
  }
  if (errors.length > 0) throw new DomainError('validation_failed', { errors });
}

function faultsIn(value: unknown, path: string, depth: number): FieldError[] {
  if (typeof value === 'string' && LONE_SURROGATE.test(value)) return [fault(path, 'malformed', 'is not Unicode text')];
  if (typeof value !== 'object' || value === null) return [];
  if (depth > MAX_DEPTH) return [fault(path, 'too_deep', `is nested deeper than ${MAX_DEPTH} levels`)];
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => faultsIn(item, `${path}[${index}]`, depth + 1));
  }
  const entries = Object.entries(value);
  if (entries.length > MAX_KEYS) return [fault(path, 'too_many_keys', `has more than ${MAX_KEYS} keys`)];
  return entries.flatMap(([key, item]: [string, unknown]) => [
    ...faultsOfKey(key, path),
    ...faultsIn(item, `${path}.${key}`, depth + 1),
  ]);
}

function faultsOfKey(key: string, path: string): FieldError[] {
  if (!CLAIM_NAME_PATTERN.test(key))
    return [fault(path, 'key', 'has a key that is not 1 to 32 of a-z, 0-9 and _, letter first')];
  if (isPersonal(key)) return [fault(`${path}.${key}`, 'personal', 'looks personal or secret: a token is readable')];
  return [];
}

const reserved = (key: string): FieldError =>
  fault(`${FIELD}.${key}`, 'reserved', 'reads like a right or a claim of the token itself');

const fault = (field: string, code: string, what: string): FieldError => ({ field, code, message: `${field} ${what}` });
