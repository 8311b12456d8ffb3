import { DomainError } from '#libs/platform';
import { KeyRefused, type PublicKeyMembers, readPublicKey } from '#libs/verifier/core';

/** A public key for `private_key_jwt`, with the one algorithm that it is for, if it names one. */
export type ClientJwk = PublicKeyMembers;

/** It is passed over, and bounded like every text. */
export const MAX_KID_LENGTH = 256;

/**
 * Reads a public key as a client gives it; members that are not part of the key are left out.
 * @throws DomainError `validation_failed`: not a key by which anybody may be recognised
 */
export function readClientJwk(value: Readonly<Record<string, unknown>>): ClientJwk {
  const { kid } = value;
  if (kid !== undefined && (typeof kid !== 'string' || kid.length > MAX_KID_LENGTH)) {
    throw refused(`has to have a kid of at most ${MAX_KID_LENGTH} characters, or none`);
  }
  try {
    return readPublicKey(value).members;
  } catch (error) {
    if (!(error instanceof KeyRefused)) throw error;
    throw refused(error.message, error);
  }
}

function refused(why: string, cause?: unknown): DomainError {
  const field = { field: 'public_jwk', code: 'invalid_key', message: `public_jwk ${why}` };
  return new DomainError('validation_failed', { errors: [field], cause });
}

/** Why a key that was stored is not believed by today's rule; undefined if it is. */
export function refusalOf(jwk: ClientJwk): string | undefined {
  try {
    readPublicKey(jwk);
    return undefined;
  } catch (error) {
    if (error instanceof KeyRefused) return error.message;
    throw error;
  }
}
