import type { LookupAddress } from 'node:dns';
import { lookup, Resolver } from 'node:dns/promises';

/** Finds the addresses of a host. It is given up when it is `over`. @throws whatever Node.js has to say of it */
export type FindAddresses = (hostname: string, over: AbortSignal) => Promise<LookupAddress[]>;

/** With two attempts, of which the second waits twice as long, an answer that is lost is asked for again before there has to be a connection. */
const DNS = { timeout: 800, tries: 2 };

/**
 * Asks name servers, from the main thread. `dns.lookup` keeps a thread of libuv's pool for as long as they are silent, which nothing can
 * end; with a few names like that nobody would find the database any more.
 * @param servers those of the system, if undefined
 */
export function addressesInDns(servers?: readonly string[]): FindAddresses {
  return async (hostname, over) => {
    over.throwIfAborted();
    const resolver = new Resolver(DNS);
    if (servers !== undefined) resolver.setServers(servers);
    const cancel = (): void => resolver.cancel();
    over.addEventListener('abort', cancel);
    try {
      // Those of IPv4 come first: where only one is tried, it is one that every network gets to.
      const [v4, v6] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
      if (v4.status === 'rejected' && v6.status === 'rejected') throw tellingOf([v4.reason, v6.reason]);
      return [...addressesOf(v4, 4), ...addressesOf(v6, 6)];
    } finally {
      over.removeEventListener('abort', cancel);
    }
  };
}

/**
 * Asks the system, which knows names of its own too (`/etc/hosts`, search domains). One at a time: however long each takes, it is one thread that is
 * kept. A wait for the others is given up when it is over.
 */
export function addressesOfSystem(ask: typeof askSystem = askSystem): FindAddresses {
  let before: Promise<unknown> = Promise.resolve();
  return (hostname, over) => {
    const found = before.then(async () => {
      over.throwIfAborted();
      return ask(hostname);
    });
    before = found.catch(() => undefined);
    return found;
  };
}

const askSystem = (hostname: string): Promise<LookupAddress[]> => lookup(hostname, { all: true, verbatim: true });

const addressesOf = (found: PromiseSettledResult<string[]>, family: 4 | 6): LookupAddress[] =>
  found.status === 'fulfilled' ? found.value.map(address => ({ address, family })) : [];

/** That a name has no address of one kind says less than what went wrong with the other. */
const tellingOf = (errors: readonly unknown[]): unknown =>
  errors.find(error => (error as NodeJS.ErrnoException).code !== 'ENODATA') ?? errors[0];
