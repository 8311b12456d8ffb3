import type { TcpRelay } from './tcp-relay.js';
import { use } from './use.js';

interface Kind<Relay extends TcpRelay> {
  new (target: URL): Relay;
  before: typeof TcpRelay.before;
}

/** One before a database or a service, for the tests of this block. */
export function useRelay<Relay extends TcpRelay>(kind: Kind<Relay>, target: { readonly url: string }): Relay {
  return use(
    () => kind.before(target.url),
    relay => relay.close(),
  );
}
