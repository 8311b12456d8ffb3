import { hash, timingSafeEqual } from 'node:crypto';

/** The form of a challenge: SHA-256 in base64url. */
export const CODE_CHALLENGE = /^[A-Za-z0-9_-]{43}$/;
/** RFC 7636 §4.1. */
const CODE_VERIFIER = /^[A-Za-z0-9._~-]{43,128}$/;

/** Whether whoever has the verifier is the one that has sent the challenge (RFC 7636 §4.6), by S256. */
export function isVerifierOf(verifier: string, challenge: string): boolean {
  if (!CODE_VERIFIER.test(verifier)) return false;
  const [made, stored] = [hash('sha256', verifier, 'buffer'), Buffer.from(challenge, 'base64url')];
  return made.length === stored.length && timingSafeEqual(made, stored);
}
