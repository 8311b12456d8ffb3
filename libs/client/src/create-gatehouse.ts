import { type Client, type ClientOptions, createClient } from './create-client.js';
import type { Operations } from './generated/client.js';
import * as operations from './generated/operations.js';

/** All of Gatehouse's API, one method an operation. */
export type Gatehouse = Client<keyof Operations>;

/**
 * A client of Gatehouse. Every method rejects with a `GatehouseError`, or with the reason of its signal.
 *
 * @example
 * const gatehouse = createGatehouse({ url: 'https://auth.example.org', caller: tokenSession({ store: memoryStore() }) });
 * await gatehouse.login({ email, password });
 * const { roles } = await gatehouse.getMe();
 */
export function createGatehouse(options: ClientOptions): Gatehouse {
  return createClient(options, operations);
}
