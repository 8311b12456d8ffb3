const MIN_SECRET_BYTES = 32;
const PLACEHOLDER = /change.?me|change.?this|placeholder|example|your.?secret|replace|secret.?key|password|default/i;
const MIN_DISTINCT_CHARACTERS = 10;

/** What is wrong with a master secret, or `undefined`. In production it must not look like a placeholder either. */
export function secretProblem(secret: string, production: boolean): string | undefined {
  if (Buffer.byteLength(secret) < MIN_SECRET_BYTES) return `must have at least ${MIN_SECRET_BYTES} bytes`;
  if (!production) return undefined;
  const looksLikeOne = PLACEHOLDER.test(secret) || new Set(secret).size < MIN_DISTINCT_CHARACTERS;
  return looksLikeOne ? 'looks like a placeholder; make one with: openssl rand -base64 48' : undefined;
}
