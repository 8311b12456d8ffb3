import type { CallOptions } from './call-options.js';
import { type AccessTokenOptions, type CallerOf, nobody } from './caller.js';
import type { Operations } from './generated/client.js';
import type { Input, Operation } from './operation.js';
import { Transport, type TransportOptions } from './transport.js';

export interface ClientOptions extends TransportOptions {
  /** In whose name: `tokenSession`, `cookieSession` or `clientCredentials`. Default: nobody's. */
  readonly caller?: CallerOf | undefined;
}

export type Client<Name extends keyof Operations> = Pick<Operations, Name> & {
  /**
   * An access token that is good now, for requests to other services; `authorizedFetch` does those. Not in cookie mode,
   * where no script has one.
   */
  readonly accessToken: (options?: AccessTokenOptions) => Promise<string>;
};

/**
 * A client with just some of the operations, for pages that count their bytes:
 * `createClient({ url }, { login, getMe })` with operations of `@gatehouse/client/operations`.
 */
export function createClient<Name extends keyof Operations>(
  { caller: callerOf = nobody, ...options }: ClientOptions,
  operations: Readonly<Record<Name, Operation>>,
): Client<Name> {
  const caller = callerOf(new Transport(options));
  const methods = Object.entries<Operation>(operations).map(([name, operation]) => [
    name,
    operation.plain === true
      ? (given?: CallOptions) => caller.call(operation, {}, given ?? {})
      : (input?: Input, given?: CallOptions) => caller.call(operation, input ?? {}, given ?? {}),
  ]);
  return {
    ...(Object.fromEntries(methods) as Pick<Operations, Name>),
    accessToken: (given = {}) => caller.accessToken(given),
  };
}
