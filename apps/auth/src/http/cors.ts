import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

/** How long a browser may keep the answer to a preflight; Chromium keeps it no longer than this. */
const PREFLIGHT_SECONDS = 7200;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const REQUEST_HEADERS = ['Authorization', 'Content-Type', 'If-Match', 'If-None-Match', 'Last-Event-ID', 'X-CSRF-Token'];
const ANSWER_HEADERS = ['ETag', 'Location', 'RateLimit', 'RateLimit-Policy', 'Retry-After', 'WWW-Authenticate'];

/**
 * Lets the pages of exactly these origins read what the service answers, errors too, and send cookies and tokens.
 * Everybody else is told nothing at all.
 */
export async function addCors(fastify: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  const listed: ReadonlySet<string> = new Set(origins);
  await fastify.register(cors, {
    // Asked each time, so `Vary: Origin` stands on every answer, a stranger's too: no cache mixes them up.
    origin: (origin, decide) => decide(null, origin !== undefined && listed.has(origin) ? origin : false),
    credentials: true,
    methods: METHODS,
    allowedHeaders: REQUEST_HEADERS,
    exposedHeaders: ANSWER_HEADERS,
    maxAge: PREFLIGHT_SECONDS,
    // It would answer a listed origin's plain OPTIONS with a text; as a preflight it does no harm.
    strictPreflight: false,
  });
}
