import { timingSafeEqual } from 'node:crypto';
import { settings } from './settings.js';
import { hashOf } from './tokens.js';

/** Clients by their ids, with what is known of their secrets. */
const callers = new Map(
  [settings.caller, settings.application].map(({ id, secret_sha256 }) => [id, Buffer.from(secret_sha256, 'base64url')]),
);

/** The id of the client whose secret stands in the header (RFC 6749 §2.3.1). @throws Error for anybody else */
export function callerOf(authorization = ''): string {
  const text = Buffer.from(authorization.slice('Basic '.length), 'base64').toString();
  const colon = text.indexOf(':');
  const id = text.slice(0, colon);
  const stored = callers.get(id);
  const shown = hashOf(text.slice(colon + 1));
  if (stored === undefined || !timingSafeEqual(stored, shown)) throw new Error('not a caller');
  return id;
}
