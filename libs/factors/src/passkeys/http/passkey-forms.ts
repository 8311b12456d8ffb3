import { base64url, listOf, text, type TextForm } from '#libs/platform';
import { CHALLENGE_TEXT_LENGTH } from '../challenge-text.js';

/** What says which challenge was answered. */
export const CHALLENGE_ID: TextForm = base64url(CHALLENGE_TEXT_LENGTH);
/** 256 bits. */
export const CHALLENGE: TextForm = base64url(43);
/** The id of a credential: up to 1023 bytes (WebAuthn Level 3, §5.8.3). */
export const CREDENTIAL_ID: TextForm = base64url(1364);
/** What comes of an authenticator; the bound of the body is the narrower one. */
export const AUTHENTICATOR_DATA: TextForm = base64url(16_384);
/** Up to 64 bytes. */
export const USER_HANDLE: TextForm = base64url(86);
export const TRANSPORTS = listOf({ pattern: '^[a-z-]{1,32}$', maxLength: 32 }, 8);
export const DOMAIN: TextForm = text(253);
/** Milliseconds. */
export const TIMEOUT = { format: 'int32', minimum: 0, maximum: 600_000 };
