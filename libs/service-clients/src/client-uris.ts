import type { ClientKind } from './client-kind.js';

/** What no address of a client is longer than, unless it is a picture by itself. */
export const MAX_ADDRESS = 512;
/** The hosts that never leave the machine (RFC 8252 §7.3). */
const LOOPBACK = ['127.0.0.1', '[::1]', 'localhost'];
const LOOPBACK_AT_USUAL_PORT = /(?<=^http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost)):80(?=[/?]|$)/;
/** A scheme of an app's own is a name of its domain read backwards (RFC 8252 §7.1), so it has a dot. */
const OWN_SCHEME = /^[a-z][a-z0-9+-]*(?:\.[a-z0-9+-]+)+:$/;

/**
 * What is wrong with an address to which browsers are to be sent with the answer of a login; undefined: nothing. It has to be in
 * the one form in which a browser would write it, so that to compare it as text is enough.
 */
export function refusalOfRedirectUri(uri: string, kind: ClientKind): string | undefined {
  const url = oneForm(uri);
  if (typeof url === 'string') return url;
  if (url.protocol === 'https:' || isLoopback(url)) return undefined;
  if (kind === 'native' && OWN_SCHEME.test(url.protocol)) return undefined;
  const others =
    kind === 'native'
      ? ', http on a loopback address, or a scheme with a dot in it'
      : ', or http on a loopback address';
  return `has to begin with https${others}`;
}

/** A picture of so many formats as every browser knows, none of which can hold a script. */
const OWN_PICTURE = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+={0,2}$/;

/** Whether an address is the picture itself, so that nothing has to be fetched to show it. */
export const isOwnPicture = (uri: string): boolean => OWN_PICTURE.test(uri);

/** What is wrong with the picture of an application; undefined: nothing. */
export function refusalOfLogo(uri: string): string | undefined {
  if (isOwnPicture(uri)) return undefined;
  if (uri.startsWith('data:')) return 'has to be a PNG, JPEG, GIF or WebP in base64, if it is the picture itself';
  return uri.length > MAX_ADDRESS ? `must not be longer than ${MAX_ADDRESS} characters` : refusalOfWebUri(uri);
}

/** What is wrong with an address that only this service calls or shows; undefined: nothing. */
export function refusalOfWebUri(uri: string): string | undefined {
  const url = oneForm(uri);
  if (typeof url === 'string') return url;
  return url.protocol === 'https:' || isLoopback(url)
    ? undefined
    : 'has to begin with https, or http on a loopback address';
}

/**
 * Whether an address is one of those that are registered: the same text (RFC 9700 §2.1). An application on somebody's device
 * listens at whatever port is free, so at a loopback address the port of `native` clients may be any (RFC 8252 §7.3).
 */
export function isRegistered(uri: string, kind: ClientKind, registered: readonly string[]): boolean {
  if (registered.includes(uri)) return true;
  const asked = kind === 'native' ? withoutPort(uri) : undefined;
  return asked !== undefined && registered.some(one => withoutPort(one) === asked);
}

/** A loopback address without its port; undefined for any other. */
function withoutPort(uri: string): string | undefined {
  // Browsers leave out the usual port, but whoever listens there may well name it.
  const url = oneForm(uri.replace(LOOPBACK_AT_USUAL_PORT, ''));
  if (typeof url === 'string' || !isLoopback(url)) return undefined;
  url.port = '';
  return url.href;
}

/** The address, or what is wrong with its form. */
function oneForm(uri: string): URL | string {
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  if (url === undefined) return 'has to be an absolute URI';
  if (uri.includes('#')) return 'must not have a fragment';
  if (uri.includes('*')) return 'must not have a wildcard';
  if (url.username !== '' || url.password !== '') return 'must not have a user or a password';
  return url.href === uri || url.href === `${uri}/` ? url : `has to be written as browsers do: ${url.href}`;
}

const isLoopback = ({ protocol, hostname }: URL): boolean => protocol === 'http:' && LOOPBACK.includes(hostname);
