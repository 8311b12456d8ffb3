import { RecentTexts } from './recent-texts.js';

/** What a request's `Authorization` headers say: a bearer token, nothing for us, or something malformed. */
export type BearerCredentials =
  { readonly kind: 'token'; readonly token: string } | { readonly kind: 'none' } | { readonly kind: 'malformed' };

const NONE: BearerCredentials = { kind: 'none' };
const MALFORMED: BearerCredentials = { kind: 'malformed' };
const BEARER = /^bearer(?: |$)/i;
const SCHEME_LENGTH = 'bearer '.length;
const B64TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/;
const HEADER = 'authorization';
/** Headers that were found to be nothing but the scheme, a space and a token. */
const wellFormed = new RecentTexts();

/**
 * Reads a bearer token by RFC 6750 §2.1. Only this header is ever read: a token in a query string or a body does
 * not count (RFC 9700 §4.3.2). More than one `Authorization` header is malformed (RFC 6750 §2).
 * @param rawHeaders names and values in turn, as node:http gives them
 */
export function readBearerToken(rawHeaders: readonly string[]): BearerCredentials {
  let value: string | undefined;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i];
    if (name?.length !== HEADER.length || name.toLowerCase() !== HEADER) continue;
    if (value !== undefined) return MALFORMED;
    value = rawHeaders[i + 1];
  }
  return value === undefined ? NONE : readValue(value);
}

function readValue(value: string): BearerCredentials {
  if (wellFormed.has(value)) return { kind: 'token', token: value.slice(SCHEME_LENGTH) };
  if (!BEARER.test(value)) return NONE;
  const token = value.slice(SCHEME_LENGTH).trim();
  if (!B64TOKEN.test(token)) return MALFORMED;
  if (value.length === SCHEME_LENGTH + token.length) wellFormed.add(value);
  return { kind: 'token', token };
}
