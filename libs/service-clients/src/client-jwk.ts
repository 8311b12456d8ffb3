import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { DomainError } from '#libs/platform';

/** A public key for `private_key_jwt`: EC P-256 or RSA of at least 2048 bits. */
export interface ClientJwk extends JsonWebKey {
  readonly kty: 'EC' | 'RSA';
}

const MIN_RSA_BITS = 2048;
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'oth'];

/**
 * Reads a public key as a client gives it; members that are not part of the key are left out.
 * @throws DomainError `validation_failed`: a private key, another kind, a short one
 */
export function readClientJwk(value: Readonly<Record<string, unknown>>): ClientJwk {
  if (PRIVATE_MEMBERS.some(member => member in value)) throw refused('is a private key; keep it to yourself');
  const jwk = importable(value);
  const { kty, crv, n } = jwk;
  if (kty === 'EC' && crv === 'P-256') return { ...jwk, kty };
  if (kty === 'RSA' && Buffer.from(n ?? '', 'base64url').length * 8 >= MIN_RSA_BITS) return { ...jwk, kty };
  throw refused('has to be EC P-256 or RSA of at least 2048 bits');
}

/** The signature algorithms that go with a key (RFC 8725 §3.1: the key decides). */
export function algorithmsOf({ kty }: ClientJwk): string[] {
  return kty === 'EC' ? ['ES256'] : ['RS256', 'PS256'];
}

function importable(value: Readonly<Record<string, unknown>>): JsonWebKey {
  try {
    return createPublicKey({ key: value as JsonWebKey, format: 'jwk' }).export({ format: 'jwk' });
  } catch {
    throw refused('is not a public key in JWK form');
  }
}

function refused(why: string): DomainError {
  const error = { field: 'public_jwk', code: 'invalid_key', message: `public_jwk ${why}` };
  return new DomainError('validation_failed', { errors: [error] });
}
