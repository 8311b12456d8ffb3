import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Injectable } from '@nestjs/common';
import { Config } from '#libs/platform';
import { addressesInDns, addressesOfSystem, type FindAddresses } from './host-addresses.js';
import { OutboundFailure } from './outbound-failure.js';
import { isPublic } from './public-addresses.js';

/** Where requests may go: to public addresses by `https`; and wherever the operator has listed, also by `http`. */
@Injectable()
export class OutboundHosts {
  private readonly listed: ReadonlySet<string>;
  private readonly inDns: FindAddresses = addressesInDns();
  /** What is listed may have a name that is the system's alone. */
  private readonly ofSystem: FindAddresses = addressesOfSystem();

  constructor({ outboundHosts }: Config) {
    this.listed = new Set(outboundHosts);
  }

  /**
   * Whether the address may be one to go to, as far as it can be told without looking its host up.
   * @throws OutboundFailure
   */
  assertAllowed(url: URL): void {
    if (!['https:', 'http:'].includes(url.protocol)) throw forbidden(`${url.protocol} is no way to go`);
    if (url.username !== '' || url.password !== '') throw forbidden('an address with a user in it');
    if (this.isListed(url)) return;
    if (url.protocol !== 'https:') throw forbidden(`http to ${url.host}`);
    const host = bare(url.hostname);
    refuseThisMachine(host);
    if (isIP(host) !== 0 && !isPublic(host)) throw forbidden(`${host}, which is not public`);
  }

  /**
   * How the host is found for a connection: the addresses that are found are those that are connected to, so that none can be another one
   * when it is looked up again.
   * @param over when nobody waits for it any more
   */
  lookupFor(url: URL, over: AbortSignal): LookupFunction {
    return (hostname, { all }, callback) => {
      this.addressesFor(url, hostname, over).then(
        ([first, ...others]) =>
          all === true ? callback(null, [first, ...others]) : callback(null, first.address, first.family),
        (error: unknown) => callback(OutboundFailure.of(error), []),
      );
    };
  }

  /** @throws OutboundFailure, or what looking it up throws */
  private async addressesFor(
    url: URL,
    hostname: string,
    over: AbortSignal,
  ): Promise<[LookupAddress, ...LookupAddress[]]> {
    const isListed = this.isListed(url);
    if (!isListed) refuseThisMachine(hostname);
    const found = await (isListed ? this.ofSystem : this.inDns)(hostname, over);
    const [first, ...others] = isListed ? found : found.filter(({ address }) => isPublic(address));
    if (first === undefined) throw forbidden(`${hostname}, whose addresses are not public`);
    return [first, ...others];
  }

  /** An address leaves out the port that goes without saying; who lists hosts may name it. */
  private isListed({ protocol, hostname, port }: URL): boolean {
    const usualPort = protocol === 'https:' ? '443' : '80';
    return this.listed.has(hostname) || this.listed.has(`${hostname}:${port || usualPort}`);
  }
}

/** Also with the dot that ends a whole name. */
const OF_THIS_MACHINE = /(?:^|\.)localhost\.?$/i;

/** No name server is to be asked for these (RFC 6761 §6.3). @throws OutboundFailure */
function refuseThisMachine(hostname: string): void {
  if (OF_THIS_MACHINE.test(hostname)) throw forbidden(`${hostname}, which is this machine`);
}

const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');

const forbidden = (what: string): OutboundFailure =>
  new OutboundFailure(`${what}; GATEHOUSE_OUTBOUND_HOSTS does not list it`, true);
