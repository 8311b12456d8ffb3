/** One household or office has a /64: four groups of 16 bits. */
const GROUPS = 4;

/**
 * The network that a caller has at its disposal: an IPv4 address by itself, of IPv6 the /64.
 * @param address in its normal form, such as `RequestSource.ip`
 */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::', 2);
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const last = tail === '' ? [] : tail.split(':');
    while (groups.length + last.length < 8) groups.push('0');
    groups.push(...last);
  }
  return `${groups.slice(0, GROUPS).join(':')}::/64`;
}
