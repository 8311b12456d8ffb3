import { webAuthnHelpers } from './webauthn-library.js';

/**
 * Whether a page of its own has asked for it, and none inside of another site's (WebAuthn Level 3, §13.4.9): what people see and
 * what they agree to are the same then. The library leaves this to whoever calls it, where a browser does not name the page around.
 * @throws Error for what cannot be read
 */
export async function isAskedByThePageItself(clientDataJSON: string): Promise<boolean> {
  const { decodeClientDataJSON } = await webAuthnHelpers();
  const { crossOrigin, topOrigin } = decodeClientDataJSON(clientDataJSON);
  return !crossOrigin && topOrigin === undefined;
}
