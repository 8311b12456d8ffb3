/** What may stand in the list of a challenge (RFC 6749 §3.3): no space, quote or backslash. */
const SCOPE_TOKEN = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/**
 * The `WWW-Authenticate` of 403 `insufficient_scope` (RFC 6750 §3).
 * @param scope the permissions that are needed; without any, the challenge names none
 */
export function insufficientScopeChallenge(scope: readonly string[] = []): string {
  const names = scope.filter(name => SCOPE_TOKEN.test(name));
  const needed = names.length > 0 ? `, scope="${names.join(' ')}"` : '';
  return `Bearer realm="gatehouse", error="insufficient_scope"${needed}`;
}
