/** What a request's `Authorization` headers say: a bearer token, nothing for us, or something malformed. */
export type BearerCredentials =
  { readonly kind: 'token'; readonly token: string } | { readonly kind: 'none' } | { readonly kind: 'malformed' };

const BEARER = /^bearer(?: |$)/i;
const B64TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/;

/**
 * Reads a bearer token by RFC 6750 §2.1. Only this header is ever read: a token in a query string or a body does
 * not count (RFC 9700 §4.3.2). More than one `Authorization` header is malformed (RFC 6750 §2).
 * @param rawHeaders names and values in turn, as node:http gives them
 */
export function readBearerToken(rawHeaders: readonly string[]): BearerCredentials {
  const values: string[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    if (rawHeaders[i]?.toLowerCase() === 'authorization') values.push(rawHeaders[i + 1] ?? '');
  }
  const [value, second] = values;
  if (value === undefined) return { kind: 'none' };
  if (second !== undefined) return { kind: 'malformed' };
  if (!BEARER.test(value)) return { kind: 'none' };
  const token = value.slice('bearer '.length).trim();
  return B64TOKEN.test(token) ? { kind: 'token', token } : { kind: 'malformed' };
}
