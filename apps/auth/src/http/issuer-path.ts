import type { IncomingMessage } from 'node:http';
import { ConfigurationError } from '#libs/platform';

const METADATA = '/.well-known/oauth-authorization-server';
/** Scheme and authority, where the target has them; path; query. */
const TARGET = /^(https?:\/\/[^/?#]*)?([^?]*)(.*)$/is;

/** The path of the issuer's URL: `/auth` of `https://example.org/auth`, and nothing where it has none. */
export function issuerPathOf(issuer: string): string {
  const { pathname } = new URL(issuer);
  return pathname === '/' ? '' : pathname;
}

/**
 * Reads request targets below the path of the issuer as this service's own, so that a proxy may pass the path on as well as
 * strip it, and finds the metadata where RFC 8414 §3.1 puts it: with the path at the end.
 */
export function withoutIssuerPath(issuer: string): (request: Pick<IncomingMessage, 'url'>) => string {
  const prefix = issuerPathOf(issuer);
  if (prefix === '') return ({ url = '' }) => url;
  return ({ url = '' }) => {
    const [, origin = '', path = '', query = ''] = TARGET.exec(url) ?? [];
    if (path === METADATA + prefix) return origin + METADATA + query;
    if (path === prefix) return `${origin}/${query}`;
    return path.startsWith(`${prefix}/`) ? origin + path.slice(prefix.length) + query : url;
  };
}

/**
 * A path of the service's own below an issuer such as `https://example.org/v1` could be read in two ways.
 * @throws ConfigurationError
 */
export function assertDistinct(issuer: string, routes: readonly { readonly url: string }[]): void {
  const [, first = ''] = issuerPathOf(issuer).split('/', 2);
  if (first === '' || !routes.some(({ url }) => url.split('/', 2)[1] === first)) return;
  throw new ConfigurationError([`GATEHOUSE_ISSUER must not have a path that begins with /${first}: paths here do`]);
}
