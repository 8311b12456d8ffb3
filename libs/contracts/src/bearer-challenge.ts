/** What may stand in the list of a challenge (RFC 6749 §3.3): no space, quote or backslash. */
const SCOPE_TOKEN = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/**
 * The `WWW-Authenticate` of whoever is not let in with a bearer token (RFC 6750 §3).
 * @param error what is wrong; absent where no token was sent
 * @param more further attributes; their values hold no quote and no backslash
 */
export function bearerChallenge(error?: string, more: Readonly<Record<string, string>> = {}): string {
  const attributes = { realm: 'gatehouse', ...(error !== undefined && { error }), ...more };
  return `Bearer ${Object.entries(attributes)
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ')}`;
}

/**
 * The challenge of 403 `insufficient_scope`.
 * @param scope the permissions that are needed; without any, the challenge names none
 */
export function insufficientScopeChallenge(scope: readonly string[] = []): string {
  const names = scope.filter(name => SCOPE_TOKEN.test(name));
  return bearerChallenge('insufficient_scope', names.length > 0 ? { scope: names.join(' ') } : {});
}
