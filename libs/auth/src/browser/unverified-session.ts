/**
 * The session that an access token claims to belong to. Nobody has verified the token yet: whatever is done for the
 * session found here has to wait until somebody has. `undefined` for what is no token of a session.
 */
export function unverifiedSessionOf(token: string): string | undefined {
  const [, payload = ''] = token.split('.');
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const sid = typeof claims === 'object' && claims !== null && 'sid' in claims ? claims.sid : undefined;
    return typeof sid === 'string' ? sid : undefined;
  } catch {
    return undefined;
  }
}
