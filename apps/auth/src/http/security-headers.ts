import { IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance, onRequestHookHandler } from 'fastify';
import helmet from 'helmet';
import { BARE_HEADERS, ONE_YEAR_SECONDS } from './bare-headers.js';
import { PAGES_POLICIES } from './pages.js';

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

/** Whatever is a page has a policy of its own, by the first part of its route's path. Everything else is data. */
const PAGE_POLICIES: ReadonlyMap<string, string> = new Map([['docs', DOCS_POLICY], ...PAGES_POLICIES]);

/** What helmet sets beside a policy. It is the same each time, so it is asked once. */
function headersOfPages(): OutgoingHttpHeaders {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  const set = helmet({
    contentSecurityPolicy: false,
    strictTransportSecurity: { maxAge: ONE_YEAR_SECONDS, includeSubDomains: false },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });
  let fault: unknown = new Error('helmet takes its time: its headers are not all there');
  set(request, response, error => (fault = error));
  if (fault !== undefined) throw fault as Error;
  return response.getHeaders();
}

/** For all requests; pages only if they are registered from now on. */
export function addSecurityHeaders(fastify: FastifyInstance): void {
  // What may be kept says so itself: keys, metadata, files. Everything else may be somebody's secret.
  fastify.addHook('onRequest', setHeaders({ ...BARE_HEADERS, 'Cache-Control': 'no-store' }));
  const ofPages = headersOfPages();
  fastify.addHook('onRoute', route => {
    const [, firstPart = ''] = route.url.split('/', 2);
    const policy = PAGE_POLICIES.get(firstPart);
    if (policy === undefined) return;
    const set = setHeaders({ ...ofPages, 'Content-Security-Policy': policy });
    route.onRequest = [set, ...[route.onRequest ?? []].flat()];
  });
}

const setHeaders =
  (headers: OutgoingHttpHeaders): onRequestHookHandler =>
  (_request, reply, done) => {
    void reply.headers(headers);
    done();
  };
