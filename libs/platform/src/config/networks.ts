import { BlockList, isIPv4 } from 'node:net';
import { normalAddress } from './addresses.js';

/** Networks that have a name. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};
export const NETWORK_NAMES = Object.keys(NAMED);

interface Network {
  readonly address: string;
  readonly family: 'ipv4' | 'ipv6';
  readonly prefix: number;
}

/** Whether a text is an address, a network in CIDR notation, or the name of some. */
export const isNetwork = (text: string): boolean => networksOf(text) !== undefined;

/** A set of networks, written as `isNetwork` knows them. */
export class Networks {
  private readonly list = new BlockList();

  /** @throws RangeError for what is no network */
  constructor(texts: readonly string[]) {
    for (const text of texts) {
      const networks = networksOf(text);
      if (networks === undefined) throw new RangeError(`${text} is no network`);
      for (const { address, prefix, family } of networks) this.list.addSubnet(address, prefix, family);
    }
  }

  /** @param address in its normal form */
  has(address: string): boolean {
    return this.list.check(address, familyOf(address));
  }
}

function networksOf(text: string): Network[] | undefined {
  const networks = (NAMED[text] ?? [text]).map(networkOf);
  return networks.every(network => network !== undefined) ? networks : undefined;
}

function networkOf(text: string): Network | undefined {
  const [, host = '', length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const address = normalAddress(host);
  if (address === undefined) return undefined;
  const family = familyOf(address);
  const bits = family === 'ipv4' ? 32 : 128;
  // A network that is written as mapped IPv4 counts its bits in IPv6.
  const offset = family === 'ipv4' && !isIPv4(host) ? 96 : 0;
  const prefix = length === undefined ? bits : Number(length) - offset;
  return prefix >= 0 && prefix <= bits ? { address, family, prefix } : undefined;
}

const familyOf = (address: string): Network['family'] => (isIPv4(address) ? 'ipv4' : 'ipv6');
