import { stringifySetCookie } from 'cookie';
import { COOKIE_ATTRIBUTES, nameAndValue } from '../../browser/session-cookies.js';
import { CODE_LIFE_SECONDS } from '../login-codes.js';

/** It makes a code good in the browser that has asked for it, and no other host of the domain can plant one. */
const CODE = '__Host-gatehouse_code';

/** Its value in a `Cookie` header. One that comes twice counts for nothing, like all that is no good there. */
export function readCodeCookie(header: string | undefined): string | undefined {
  const pairs = (header ?? '').split(';').map(nameAndValue);
  const values = pairs.filter(([name]) => name === CODE);
  return values.length === 1 ? values[0]?.[1] : undefined;
}

/** The `Set-Cookie` header that hands a ticket out. It lasts as long as the code. */
export const codeCookie = (value: string): string =>
  stringifySetCookie({ ...COOKIE_ATTRIBUTES, name: CODE, value, maxAge: CODE_LIFE_SECONDS });

/** The `Set-Cookie` header that takes it away. */
export const EXPIRED_CODE_COOKIE = stringifySetCookie({ ...COOKIE_ATTRIBUTES, name: CODE, value: '', maxAge: 0 });
