import { stringifySetCookie } from 'cookie';
import { DomainError } from '#libs/platform';

/** The cookies of a request that are ours; at least one of them is there. */
export interface SessionCookies {
  readonly access?: string;
  readonly refresh?: string;
}

/** What the cookie with the access token is made of. */
export interface AccessForCookie {
  readonly access_token: string;
  /** Seconds until the access token expires. */
  readonly expires_in: number;
}

/** What cookies are made of; times in seconds. */
export interface TokensForCookies extends AccessForCookie {
  readonly refresh_token: string;
  readonly session_id: string;
  /** Until the session ends unless it is refreshed. */
  readonly session_expires_in: number;
}

/**
 * The prefix binds browsers (RFC 6265bis §4.1.3.2): such a cookie comes from this very host over TLS, so no other host
 * of the domain can plant one. Without the prefix a cookie is never read.
 */
const ACCESS = '__Host-gatehouse_access';
const REFRESH = '__Host-gatehouse_refresh';

export const COOKIE_ATTRIBUTES = { path: '/', secure: true, httpOnly: true, sameSite: 'strict' } as const;

/**
 * Reads a `Cookie` header; `undefined` if none of ours is in it. The names are matched exactly. No library does it: they
 * take the first of two cookies of one name, and here that is an error.
 * @throws DomainError `invalid_request` for one that comes twice: it is not a browser's doing
 */
export function readSessionCookies(header: string): SessionCookies | undefined {
  let access: string | undefined;
  let refresh: string | undefined;
  for (const pair of header.split(';')) {
    const [name, value] = nameAndValue(pair);
    if (name === ACCESS) access = once(access, value);
    else if (name === REFRESH) refresh = once(refresh, value);
  }
  if (access === undefined && refresh === undefined) return undefined;
  return { ...(access !== undefined && { access }), ...(refresh !== undefined && { refresh }) };
}

/** The `Set-Cookie` header that hands the access token out. */
export const accessCookie = ({ access_token, expires_in }: AccessForCookie): string =>
  stringifySetCookie({ ...COOKIE_ATTRIBUTES, name: ACCESS, value: access_token, maxAge: expires_in });

/** The `Set-Cookie` headers that hand tokens out. They last as long as what is in them. */
export function cookiesOf({ refresh_token, session_expires_in, ...access }: TokensForCookies): string[] {
  return [
    accessCookie(access),
    stringifySetCookie({ ...COOKIE_ATTRIBUTES, name: REFRESH, value: refresh_token, maxAge: session_expires_in }),
  ];
}

/** The `Set-Cookie` headers that take both away. Their attributes are those of the cookies, or they would miss them. */
export const EXPIRED_COOKIES: readonly string[] = [ACCESS, REFRESH].map(name =>
  stringifySetCookie({ ...COOKIE_ATTRIBUTES, name, value: '', maxAge: 0 }),
);

/** The parts of one cookie in a `Cookie` header. */
export function nameAndValue(pair: string): [string, string] {
  const end = pair.indexOf('=');
  return end < 0 ? [trimmed(pair), ''] : [trimmed(pair.slice(0, end)), trimmed(pair.slice(end + 1))];
}

/**
 * Without the white space that cookies know (RFC 6265 §5.2), and no other. If a no-break space were cut off
 * too, a name that begins with one would count here as ours, while to a browser it lacks the prefix `__Host-`, so that
 * any host of the domain may plant it.
 */
function trimmed(text: string): string {
  return text.replace(/^[ \t]+/, '').replace(/[ \t]+$/, '');
}

function once(before: string | undefined, value: string): string {
  if (before === undefined) return value;
  throw new DomainError('invalid_request', { detail: 'A cookie of the session is given more than once.' });
}
