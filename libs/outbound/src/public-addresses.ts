import { isIPv4 } from 'node:net';
import { Networks, normalAddress } from '#libs/platform';

/** What of IPv4 is nobody's on the Internet (RFC 6890, and the registry of IANA that goes on from it). */
const SPECIAL_IPV4 = new Networks([
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24'],
  ...['203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
]);
/** All that is given out of IPv6 lies in here; */
const GLOBAL_IPV6 = new Networks(['2000::/3']);
/** and of that, this is for protocols, for documents, or carries an address of IPv4 that would have to be looked at too. */
const SPECIAL_IPV6 = new Networks(['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']);

/** Whether an address is one that anybody on the Internet could reach. */
export function isPublic(text: string): boolean {
  const address = normalAddress(text);
  if (address === undefined) return false;
  if (isIPv4(address)) return !SPECIAL_IPV4.has(address);
  return GLOBAL_IPV6.has(address) && !SPECIAL_IPV6.has(address);
}
