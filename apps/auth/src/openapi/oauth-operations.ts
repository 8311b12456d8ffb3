import { isOAuthEndpoint } from '#libs/platform';
import type { Handler } from './demands.js';
import type { Operation } from './document.js';

/** Whether the route of an operation declares itself an OAuth endpoint. */
export function isOAuth({ operationId }: Operation, handlers: ReadonlyMap<string, Handler>): boolean {
  const handler = handlers.get(operationId);
  return handler !== undefined && isOAuthEndpoint(handler.method);
}
