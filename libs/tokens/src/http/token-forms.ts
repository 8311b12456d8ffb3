import { base64url, jws, MAX_ACCESS_TTL_SECONDS, type TextForm } from '#libs/platform';

/** A signed token; cookies hold less, this bounds any that could be made. */
export const ACCESS_TOKEN: TextForm = jws(8192);

export const REFRESH_TOKEN: TextForm = base64url(512);

/** Seconds that an access token is good for. */
export const EXPIRES_IN = { format: 'int32', maximum: MAX_ACCESS_TTL_SECONDS };
