import { isIPv4 } from 'node:net';
import { Networks, normalAddress } from '#libs/platform';

/** All that IANA's registries of special-purpose addresses do not call globally reachable, multicast, and what is kept for later. */
const NOT_OF_THE_INTERNET = new Networks([
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4'],
  // Within 2000::/3: what carries an IPv4 address that may be an internal one (Teredo, 6to4), and addresses of examples.
  ...['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'],
]);
/** Of IPv6, nothing else is given out. */
const GIVEN_OUT = new Networks(['2000::/3']);

/** Whether an address, or what is none, lies anywhere but in the open internet: in this machine, in the network around it, or nowhere. */
export function isInternal(text: string): boolean {
  const address = normalAddress(text);
  if (address === undefined) return true;
  if (!isIPv4(address) && !GIVEN_OUT.has(address)) return true;
  return NOT_OF_THE_INTERNET.has(address);
}
