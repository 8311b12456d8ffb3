import './route-declarations.js';

declare module 'fastify' {
  /** What the first hooks note on a request for all who come after. */
  interface FastifyRequest {
    /** Who calls, as far as it can be believed: an address in its normal form. */
    clientAddress: string;
    /** What the route of the path declares, where the path has no route for the method. */
    meantRoute?: FastifyContextConfig;
  }
}
