declare module 'fastify' {
  /** What the first hooks note on a request for all who come after. */
  interface FastifyRequest {
    /** Who calls, as far as it can be believed: an address in its normal form. */
    clientAddress: string;
    /** The route that the path is of, where it has none for the method. */
    meantRoute?: string;
  }
}

export {};
