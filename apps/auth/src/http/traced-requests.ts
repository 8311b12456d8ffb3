import {
  context,
  type Context,
  defaultTextMapGetter,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  trace,
} from '@opentelemetry/api';
import type { FastifyInstance } from 'fastify';
import { fail, tracer } from '#libs/platform';

declare module 'fastify' {
  interface FastifyRequest {
    /** With the span of the request; only where somebody listens. */
    traceContext: Context | undefined;
  }
}

/** Has each request be a span, below that of the header `traceparent`. Where nobody listens nothing is added to a request. */
export function traceRequests(fastify: FastifyInstance): void {
  if (tracer === undefined) return;
  const listening = tracer;
  fastify.decorateRequest('traceContext', undefined);
  fastify.addHook('onRequest', (request, { raw }, done) => {
    const { method, routeOptions, headers } = request;
    const route = routeOptions.url;
    const parent = propagation.extract(ROOT_CONTEXT, headers, defaultTextMapGetter);
    const attributes = { 'http.request.method': method, ...(route !== undefined && { 'http.route': route }) };
    const name = route === undefined ? method : `${method} ${route}`;
    const span = listening.startSpan(name, { kind: SpanKind.SERVER, attributes }, parent);
    // Where no answer has begun.
    raw.once('close', () => end(span));
    request.traceContext = trace.setSpan(parent, span);
    context.with(request.traceContext, done);
  });
  // Who reads a body goes on where that has arrived, and no more where the request began.
  fastify.addHook('preValidation', ({ traceContext = ROOT_CONTEXT }, _reply, done) => context.with(traceContext, done));
  fastify.addHook('onSend', ({ traceContext = ROOT_CONTEXT }, { statusCode }, _payload, done) => {
    const span = trace.getSpan(traceContext);
    span?.setAttribute('http.response.status_code', statusCode);
    if (statusCode >= 500 && span !== undefined) fail(span, String(statusCode));
    // With the beginning of the answer, as its time is measured: a stream of the feed lasts for days.
    if (span !== undefined) end(span);
    done();
  });
}

function end(span: Span): void {
  if (span.isRecording()) span.end();
}
