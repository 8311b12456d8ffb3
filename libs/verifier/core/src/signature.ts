import { type KeyObject, verify } from 'node:crypto';

/** The algorithms that a signing key may have (RFC 7518 §3.1). Symmetric ones and `none` are not among them. */
export const SIGNATURE_ALGORITHMS = ['ES256', 'RS256'] as const;

export type SignatureAlgorithm = (typeof SIGNATURE_ALGORITHMS)[number];

/** A public key with the one algorithm that it verifies: the key decides, never the token (RFC 8725 §3.1). */
export interface VerificationKey {
  readonly kid: string;
  readonly alg: SignatureAlgorithm;
  readonly key: KeyObject;
}

const ES256_SIGNATURE_BYTES = 64;

/** Whether `signature` is this key's over `signingInput` (RFC 7515 §5.2). ES256 is r ‖ s, not DER (RFC 7518 §3.4). */
export function isSignatureOf(key: VerificationKey, signingInput: string, signature: Buffer): boolean {
  if (key.alg === 'ES256') {
    if (signature.length !== ES256_SIGNATURE_BYTES) return false;
    return verify('sha256', Buffer.from(signingInput), { key: key.key, dsaEncoding: 'ieee-p1363' }, signature);
  }
  return verify('sha256', Buffer.from(signingInput), key.key, signature);
}
