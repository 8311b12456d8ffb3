import { isIPv4, isIPv6 } from 'node:net';

/** ::ffff:0:0/96 (RFC 4291 §2.5.5.2): what an IPv6 socket says of an IPv4 caller. */
const MAPPED = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/;

/**
 * The one form of an address by which it can be compared with others: IPv6 as RFC 5952 wants it and without its zone, which
 * means something to one host only; IPv4 as such, also where it is mapped into IPv6. `undefined` for what is no address.
 */
export function normalAddress(text: string): string | undefined {
  if (isIPv4(text)) return text;
  const [bare = ''] = text.split('%', 1);
  if (!isIPv6(bare)) return undefined;
  const address = new URL(`http://[${bare}]`).hostname.slice(1, -1);
  const [, high, low] = MAPPED.exec(address) ?? [];
  return high === undefined || low === undefined ? address : [...bytesOf(high), ...bytesOf(low)].join('.');
}

/** The same for who looks for one: what is no address is not found. */
export const soughtAddress = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : (normalAddress(text) ?? text);

function bytesOf(group: string): [number, number] {
  const value = parseInt(group, 16);
  return [value >> 8, value & 0xff];
}
