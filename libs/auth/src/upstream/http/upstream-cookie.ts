import { stringifySetCookie } from 'cookie';
import { UPSTREAM_LOGIN_SECONDS } from '#libs/upstream';
import { COOKIE_ATTRIBUTES, nameAndValue } from '../../browser/session-cookies.js';

const UPSTREAM = '__Host-gatehouse_upstream';
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** What this browser is known by while it is under way to another provider; undefined: it is not, or nothing good is there. */
export function readUpstreamCookie(header = ''): string | undefined {
  const values = header
    .split(';')
    .map(nameAndValue)
    .filter(([name]) => name === UPSTREAM);
  const [, value = ''] = values[0] ?? [];
  return values.length === 1 && SECRET.test(value) ? value : undefined;
}

/** The `Set-Cookie` header that binds a login at another provider to a browser. It comes along from the same site alone. */
export const upstreamCookie = (value: string): string =>
  stringifySetCookie({ ...COOKIE_ATTRIBUTES, name: UPSTREAM, value, maxAge: UPSTREAM_LOGIN_SECONDS });
