import { stringifySetCookie } from 'cookie';
import { DEVICE_LIFE_SECONDS } from '#libs/guessing';
import { COOKIE_ATTRIBUTES, nameAndValue } from './session-cookies.js';

const DEVICE = '__Host-gatehouse_device';

/** Its value in a `Cookie` header. One that comes twice counts for nothing, like all that is no good there. */
export function readDeviceCookie(header: string): string | undefined {
  const values = header
    .split(';')
    .map(nameAndValue)
    .filter(([name]) => name === DEVICE);
  return values.length === 1 ? values[0]?.[1] : undefined;
}

/** The `Set-Cookie` header that makes a browser known. It stays when the session ends. */
export const deviceCookie = (value: string): string =>
  stringifySetCookie({ ...COOKIE_ATTRIBUTES, name: DEVICE, value, maxAge: DEVICE_LIFE_SECONDS });
