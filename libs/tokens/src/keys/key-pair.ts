import { generateKeyPair, type JsonWebKey, type KeyObject, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { SignatureAlgorithm } from '#libs/verifier/core';

const RSA_BITS = 2048;
const KID_BYTES = 12;

export interface KeyPair {
  readonly kid: string;
  readonly alg: SignatureAlgorithm;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** A public key as it is published (RFC 7517). */
export interface PublicJwk extends JsonWebKey {
  readonly kid: string;
  readonly alg: SignatureAlgorithm;
  readonly use: 'sig';
}

export async function createKeyPair(alg: SignatureAlgorithm): Promise<KeyPair> {
  // Not base64url: what begins with `-` is an option to a command line.
  const kid = randomBytes(KID_BYTES).toString('hex');
  const pair =
    alg === 'ES256'
      ? await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' })
      : await promisify(generateKeyPair)('rsa', { modulusLength: RSA_BITS });
  return { kid, alg, ...pair };
}

export function publicJwk({ kid, alg, publicKey }: KeyPair): PublicJwk {
  return { ...publicKey.export({ format: 'jwk' }), kid, alg, use: 'sig' };
}
