/**
 * The library that knows WebAuthn, loaded with the first passkey that is shown: most of it is for certificates, which nothing here
 * reads, and every start of the service would pay for that.
 */
export const webAuthn = () => import('@simplewebauthn/server');

/** What it is made of: how it reads what browsers and authenticators send. */
export const webAuthnHelpers = () => import('@simplewebauthn/server/helpers');
