import { IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';
import { ONE_YEAR_SECONDS } from './bare-headers.js';
import { PAGES_POLICIES } from './pages.js';

/** Answers of the API are data: nothing in them may ever run, load or be framed. */
const API_POLICY = {
  'default-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
};

/** The tightest policy under which Swagger UI works: it sets styles inline. */
const DOCS_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Whatever is a page has a policy of its own, by the first part of its route's path. Everything else is the API. */
const PAGE_POLICIES: ReadonlyMap<string, string> = new Map([['docs', DOCS_POLICY], ...PAGES_POLICIES]);

/** What helmet sets. It is the same each time, so it is asked once: asked for each request, it took a twelfth of a short one. */
function headersOfHelmet(): OutgoingHttpHeaders {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  const set = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: API_POLICY },
    strictTransportSecurity: { maxAge: ONE_YEAR_SECONDS, includeSubDomains: false },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });
  let fault: unknown = new Error('helmet takes its time: its headers are not all there');
  set(request, response, error => (fault = error));
  if (fault !== undefined) throw fault as Error;
  return response.getHeaders();
}

export function addSecurityHeaders(fastify: FastifyInstance): void {
  const headers = headersOfHelmet();
  fastify.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(headers);
    done();
  });
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    const [, firstPart = ''] = request.routeOptions.url?.split('/', 2) ?? [];
    const policy = PAGE_POLICIES.get(firstPart);
    if (policy !== undefined) reply.header('Content-Security-Policy', policy);
    // What may be kept says so itself: keys, metadata, files. Everything else may be somebody's secret.
    if (!reply.hasHeader('Cache-Control')) reply.header('Cache-Control', 'no-store');
    done();
  });
}
