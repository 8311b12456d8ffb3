import { stringifySetCookie } from 'cookie';
import { INTERACTION_SECONDS } from '#libs/oidc';
import { COOKIE_ATTRIBUTES, nameAndValue } from '../../browser/session-cookies.js';

const INTERACTION = '__Host-gatehouse_interaction';
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** What this browser is known by while it is under way from an application; undefined: it is not, or nothing good is there. */
export function readInteractionCookie(header = ''): string | undefined {
  const values = header
    .split(';')
    .map(nameAndValue)
    .filter(([name]) => name === INTERACTION);
  const [, value = ''] = values[0] ?? [];
  return values.length === 1 && SECRET.test(value) ? value : undefined;
}

/** The `Set-Cookie` header that binds an interaction to a browser. */
export const interactionCookie = (value: string): string =>
  stringifySetCookie({ ...COOKIE_ATTRIBUTES, name: INTERACTION, value, maxAge: INTERACTION_SECONDS });
