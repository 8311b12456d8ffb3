import { errors } from 'jose';

/** An assertion may be good for this long at most, so that used ids need not be kept for longer; in seconds. */
export const MAX_LIFETIME = 300;

/**
 * What is wrong with an assertion whose signature holds, for its author. Whoever gets to read it has the key, or a copy
 * of what was signed with it, and learns no more than that says.
 * @returns undefined if the signature does not hold, or nothing of it was looked at: then nobody is told anything
 */
export function faultOf(error: unknown): string | undefined {
  // jose looks at the claims after the signature, and at the expiry after all others.
  if (error instanceof errors.JWTExpired) return 'The assertion has expired.';
  if (!(error instanceof errors.JWTClaimValidationFailed)) return undefined;
  const { claim, reason } = error;
  if (reason === 'missing') return `The assertion has no ${claim}.`;
  return FAULTS[`${claim} ${reason}`] ?? `The ${claim} of the assertion is not of the right form.`;
}

const FAULTS: Readonly<Record<string, string>> = {
  'iss check_failed': 'The iss of the assertion has to be the client_id.',
  'sub check_failed': 'The sub of the assertion has to be the client_id.',
  'aud check_failed': 'The aud of the assertion has to be the issuer or the URL of the endpoint.',
  'nbf check_failed': 'The assertion is not good yet: its nbf is in the future.',
};

export const FAULTY_JTI = 'The jti of the assertion has to be a text of 1 to 256 characters.';
export const TOO_LONG = `The exp of the assertion may be at most ${MAX_LIFETIME} seconds ahead.`;
export const USED_BEFORE = 'The jti of the assertion was used before: make a new one for each request.';
