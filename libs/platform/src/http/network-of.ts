const GROUPS = 8;
/** One household or office has a /64: four groups of 16 bits. */
const OF_NETWORK = 4;
const OF_SITE = 3;

/**
 * The network that a caller has at its disposal: an IPv4 address by itself, of IPv6 the /64.
 * @param address in its normal form, such as `RequestSource.ip`
 */
export function networkOf(address: string): string {
  return isIpv6(address) ? `${firstGroups(address, OF_NETWORK)}::/64` : address;
}

/** What a whole IPv6 site has, a /48; undefined for IPv4. @param address in its normal form */
export function siteOf(address: string): string | undefined {
  return isIpv6(address) ? `${firstGroups(address, OF_SITE)}::/48` : undefined;
}

const isIpv6 = (address: string): boolean => address.includes(':');

function firstGroups(address: string, count: number): string {
  const [before = [], after = []] = address.split('::').map(part => part.split(':').filter(group => group !== ''));
  const zeros = Array.from({ length: Math.max(0, GROUPS - before.length - after.length) }, () => '0');
  return [...before, ...zeros, ...after].slice(0, count).join(':');
}
