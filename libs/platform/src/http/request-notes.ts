import './route-declarations.js';

declare module 'fastify' {
  /** The first hooks note this on a request, for all who come after. */
  interface FastifyRequest {
    /** The address of the caller in its normal form, as far as the service can believe it. */
    clientAddress: string;
    /** What the route of the path declares, where the path has no route for the method. */
    meantRoute?: FastifyContextConfig;
  }
}
