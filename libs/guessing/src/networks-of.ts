import { isIPv4 } from 'node:net';

const GROUPS = 8;

/** The networks that a caller is in: of IPv6 those of one household and of one site, of IPv4 the address alone. */
export interface ClientNetworks {
  /** IPv4, or IPv6 /64. */
  readonly own: string;
  /** IPv6 /48. */
  readonly site?: string;
}

/** @param address in its normal form, as a request has it */
export function networksOf(address: string): ClientNetworks {
  if (isIPv4(address)) return { own: address };
  const groups = groupsOf(address);
  return { own: `${groups.slice(0, 4).join(':')}::/64`, site: `${groups.slice(0, 3).join(':')}::/48` };
}

function groupsOf(address: string): string[] {
  const [before = [], after = []] = address.split('::').map(part => part.split(':').filter(group => group !== ''));
  return [...before, ...new Array<string>(Math.max(0, GROUPS - before.length - after.length)).fill('0'), ...after];
}
