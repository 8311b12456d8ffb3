import { constants, type KeyObject, verify } from 'node:crypto';

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
const { RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING, RSA_PSS_SALTLEN_DIGEST } = constants;

/** How each algorithm is verified (RFC 7518 §3.3 to §3.5): ES256 is r ‖ s, not DER. */
const PARAMETERS = {
  ES256: { dsaEncoding: 'ieee-p1363' },
  RS256: { padding: RSA_PKCS1_PADDING },
  PS256: { padding: RSA_PKCS1_PSS_PADDING, saltLength: RSA_PSS_SALTLEN_DIGEST },
} as const;

/** A key, and the algorithm that is to be used with it: PS256 is for those who hold keys of others than the issuer. */
export interface KeyForAlgorithm {
  readonly alg: keyof typeof PARAMETERS;
  readonly key: KeyObject;
}

/** Whether `signature` is this key's over `signingInput` (RFC 7515 §5.2). */
export function isSignatureOf({ alg, key }: KeyForAlgorithm, signingInput: string, signature: Buffer): boolean {
  if (alg === 'ES256' && signature.length !== ES256_SIGNATURE_BYTES) return false;
  return verify('sha256', Buffer.from(signingInput), { key, ...PARAMETERS[alg] }, signature);
}
