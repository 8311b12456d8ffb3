import type { CallOptions } from './call-options.js';
import type { Input, Operation } from './operation.js';
import type { Transport } from './transport.js';

export interface AccessTokenOptions extends CallOptions {
  /** A token that was refused although it should be good: another one is wanted. */
  readonly insteadOf?: string | undefined;
}

/** In whose name operations are sent. */
export interface Caller {
  call(operation: Operation, input: Input, options: CallOptions): Promise<unknown>;
  /** A token that is good now, for requests to other services. */
  accessToken(options: AccessTokenOptions): Promise<string>;
}

/** Made by `tokenSession`, `cookieSession` or `clientCredentials`; the client tells it where the service is. */
export type CallerOf = (transport: Transport) => Caller;

/** Calls in nobody's name. */
export const nobody: CallerOf = transport => ({
  call: (operation, input, options) => transport.send(operation, input, options),
  accessToken: async () => {
    throw new TypeError('this client calls in nobody’s name: it has no token');
  },
});
