import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

const ALLOWED_ORIGIN = 'Access-Control-Allow-Origin';
/** For applications in pages of any origin: what everybody may know, and what takes a token that no browser sends by itself. */
const FOR_ALL_PAGES: ReadonlySet<string> = new Set([
  '/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server',
  '/.well-known/jwks.json',
  '/oauth/userinfo',
]);
/** With `*` browsers hand over nothing that came of cookies. */
const TO_ALL = {
  [ALLOWED_ORIGIN]: '*',
  'Access-Control-Allow-Headers': 'Authorization',
  'Access-Control-Allow-Methods': 'GET, HEAD, POST',
};

/** How long a browser may keep the answer to a preflight; Chromium keeps it no longer than this. */
const PREFLIGHT_SECONDS = 7200;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const REQUEST_HEADERS = ['Authorization', 'Content-Type', 'If-Match', 'If-None-Match', 'Last-Event-ID', 'X-CSRF-Token'];
const ANSWER_HEADERS = ['ETag', 'Location', 'RateLimit', 'RateLimit-Policy', 'Retry-After', 'WWW-Authenticate'];

/**
 * Lets the pages of exactly these origins read what the service answers, errors too, and send cookies and tokens. Everybody else
 * may read what is for all pages, without cookies, and is told nothing else.
 */
export async function addCors(fastify: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length > 0) await addListed(fastify, origins);
  // Not by the request's Origin, so that caches may keep one answer for everybody.
  fastify.addHook('onRequest', ({ url }, reply, done) => {
    const [path = ''] = url.split('?', 1);
    if (FOR_ALL_PAGES.has(path) && !reply.hasHeader(ALLOWED_ORIGIN)) reply.headers(TO_ALL);
    done();
  });
}

async function addListed(fastify: FastifyInstance, origins: readonly string[]): Promise<void> {
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
