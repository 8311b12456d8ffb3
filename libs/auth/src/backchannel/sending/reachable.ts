import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isInternal } from './internal-addresses.js';

/** The name leads to where nobody may be sent. */
export class NotReachable extends Error {
  constructor(host: string) {
    super(`${host} is at an internal address or has no TLS, and is not in GATEHOUSE_BACKCHANNEL_HOSTS`);
  }
}

/**
 * Says of hosts whether they may be called. Those that are listed may be anywhere; any other only in the open internet, by the very
 * addresses to which the connection is made: a name that leads somewhere else the next time gains nothing by that.
 */
export class Reachable {
  private readonly listed: ReadonlySet<string>;

  /** @param listed hosts, with a port or for all ports */
  constructor(listed: readonly string[]) {
    this.listed = new Set(listed);
  }

  /**
   * How the name of the host is to be resolved.
   * @throws NotReachable for an address that may not be called
   */
  lookupFor({ protocol, host, hostname, port }: URL): LookupFunction {
    const usualPort = protocol === 'https:' ? '443' : '80';
    if (this.listed.has(hostname) || this.listed.has(`${hostname}:${port || usualPort}`)) return lookup;
    if (protocol !== 'https:') throw new NotReachable(host);
    const bare = hostname.replace(/^\[|\]$/g, '');
    // What is an address is not looked up.
    if (isIP(bare) !== 0 && isInternal(bare)) throw new NotReachable(host);
    return lookingUp(host);
  }
}

const lookingUp =
  (host: string): LookupFunction =>
  (name, options, done) => {
    lookup(name, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return done(error, []);
      const [first] = addresses;
      if (first === undefined || addresses.some(({ address }) => isInternal(address))) {
        return done(new NotReachable(host), []);
      }
      return options.all === true ? done(null, addresses) : done(null, first.address, first.family);
    });
  };
