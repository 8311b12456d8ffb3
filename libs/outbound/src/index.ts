/** Requests that the service sends to others: bounded, and never to where only insiders get. */
export type { OutboundRequest } from './exchange.js';
export { OutboundFailure } from './outbound-failure.js';
export { OutboundModule } from './outbound.module.js';
export { OutboundRequests } from './outbound-requests.js';
