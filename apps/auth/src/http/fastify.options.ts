import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Server } from 'node:http';
import type { FastifyHttpOptions } from 'fastify';
import { problemDocument, type ProblemCode } from '#libs/contracts';
import { type Config, ProblemFilter } from '#libs/platform';
import { BARE_HEADERS } from './security-headers.js';

const MAX_BODY_BYTES = 16 * 1024;
const MAX_HEADER_BYTES = 16 * 1024;
const MAX_PARAMETER_LENGTH = 256;
const REQUEST_TIMEOUT_MS = 10_000;

/** How Fastify reads requests, and how it answers those that do not even reach a route. */
export function fastifyOptions({ trustProxy }: Config): FastifyHttpOptions<Server> {
  const filter = new ProblemFilter();
  return {
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    trustProxy: trustProxy.length > 0 ? [...trustProxy] : false,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    // While draining, requests on open connections are served; each answer says `connection: close`.
    return503OnClosing: false,
    routerOptions: { maxParamLength: MAX_PARAMETER_LENGTH },
    http: { maxHeaderSize: MAX_HEADER_BYTES },
    // Comes before all hooks, so the headers are set here too.
    frameworkErrors: (error, request, reply) => filter.answer(error, request, reply.headers(BARE_HEADERS)),
    clientErrorHandler: answerUnparsable,
  };
}

/** Node could not read the request as HTTP: there is no request object, only the socket. */
function answerUnparsable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const code: ProblemCode = error.code === 'HPE_HEADER_OVERFLOW' ? 'headers_too_large' : 'invalid_request';
  const { status, title } = problemDocument(code);
  const body = JSON.stringify(problemDocument(code));
  const head = [
    `HTTP/1.1 ${status} ${title}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    ...Object.entries(BARE_HEADERS).map(([name, value]) => `${name}: ${value}`),
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
