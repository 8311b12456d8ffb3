/** Requests that the service sends to others: bounded, and never to where only insiders get. */
export { OutboundFailure } from './outbound-failure.js';
export { OutboundModule } from './outbound.module.js';
export { type OutboundAnswer, type OutboundRequest, OutboundRequests } from './outbound-requests.js';
