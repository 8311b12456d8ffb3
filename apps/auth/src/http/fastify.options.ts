import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { FastifyHttpOptions } from 'fastify';
import { type Config, ProblemFilter } from '#libs/platform';
import { withoutIssuerPath } from './issuer-path.js';
import { answerUnparsable } from './raw-answers.js';
import { BARE_HEADERS } from './bare-headers.js';

const MAX_BODY_BYTES = 16 * 1024;
const MAX_HEADER_BYTES = 16 * 1024;
/** For all headers of a request, from the first byte of it, or of a connection, on. */
const HEADERS_TIMEOUT_MS = 5_000;
/** For a whole request: with the limits of bodies that is the least rate at which one may arrive. */
const REQUEST_TIMEOUT_MS = 10_000;
/** How often Node looks for those who are late; usually it does twice a minute. */
const LOOK_FOR_LATE_MS = 1_000;
/** An answer of which nothing gets through for so long is given up. Streams have a pulse of a second. */
const STUCK_MS = 30_000;
/** Longer than balancers keep a connection that rests, so that they close it and not we, while a request is on its way. */
const KEEP_ALIVE_MS = 72_000;

/** How paths are read, by whoever finds a route for one. */
export const ROUTER_OPTIONS = { maxParamLength: 256 } as const;

/** How Fastify reads requests, and how it answers those that do not even reach a route. */
export function fastifyOptions({ issuer }: Config): FastifyHttpOptions<Server> {
  const filter = new ProblemFilter();
  return {
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionTimeout: STUCK_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // Who calls is found by client-address.ts; of its host and scheme the service believes its configuration alone.
    trustProxy: false,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    // While draining, requests on open connections are served; each answer says `connection: close`.
    return503OnClosing: false,
    routerOptions: ROUTER_OPTIONS,
    rewriteUrl: withoutIssuerPath(issuer),
    // A request without a host is refused by one-reading.ts, with a problem.
    http: {
      maxHeaderSize: MAX_HEADER_BYTES,
      requireHostHeader: false,
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: LOOK_FOR_LATE_MS,
    },
    // Comes before all hooks, so the headers are set here too.
    frameworkErrors: (error, request, reply) => void filter.answer(error, request, reply.headers(BARE_HEADERS)),
    clientErrorHandler: answerUnparsable,
  };
}
