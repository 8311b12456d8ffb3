/** This machine, by the names that browsers take for trustworthy without TLS. */
const LOCAL = /^(?:localhost|.+\.localhost|127\.0\.0\.1|\[::1\])$/;

/**
 * What is wrong with an origin that pages are to be trusted by, or `undefined`. It is compared as text with what browsers
 * send, so it must be written as they write it (RFC 6454 §6.2); that leaves no room for `*` and `null`.
 */
export function originProblem(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.origin !== text || text.includes('*'))
    return 'is not an exact origin such as https://app.example.com, without path and slash';
  if (url.protocol === 'https:' || (url.protocol === 'http:' && LOCAL.test(url.hostname))) return undefined;
  return 'must be https, or http on localhost';
}
