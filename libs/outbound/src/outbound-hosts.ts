import { lookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Injectable } from '@nestjs/common';
import { Config } from '#libs/platform';
import { OutboundFailure } from './outbound-failure.js';
import { isPublic } from './public-addresses.js';

/** Where requests may go: to public addresses by `https`; and wherever the operator has listed, also by `http`. */
@Injectable()
export class OutboundHosts {
  private readonly listed: ReadonlySet<string>;

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
    if (isIP(host) !== 0 && !isPublic(host)) throw forbidden(`${host}, which is not public`);
  }

  /**
   * How the host is found for a connection: the addresses that are found are those that are connected to, so that none can be another one
   * when it is looked up again.
   */
  lookupFor(url: URL): LookupFunction {
    const isListed = this.isListed(url);
    return (hostname, options, callback) => {
      const all: LookupAllOptions = { ...options, all: true };
      lookup(hostname, all, (error, found) => {
        if (error !== null) return callback(error, []);
        const allowed = isListed ? found : found.filter(({ address }) => isPublic(address));
        const [first] = allowed;
        if (first === undefined) return callback(forbidden(`${hostname}, whose addresses are not public`), []);
        if (options.all === true) return callback(null, allowed);
        return callback(null, first.address, first.family satisfies LookupAddress['family']);
      });
    };
  }

  /** An address leaves out the port that goes without saying; who lists hosts may name it. */
  private isListed({ protocol, hostname, port }: URL): boolean {
    const usualPort = protocol === 'https:' ? '443' : '80';
    return this.listed.has(hostname) || this.listed.has(`${hostname}:${port || usualPort}`);
  }
}

const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');

const forbidden = (what: string): OutboundFailure =>
  new OutboundFailure(`${what}; GATEHOUSE_OUTBOUND_HOSTS does not list it`, true);
