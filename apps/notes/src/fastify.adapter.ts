import type { Server } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyHttpOptions, FastifyInstance } from 'fastify';
import { ProblemFilter } from './problems/problem.filter.js';

const MAX_BODY_BYTES = 16 * 1024;
const SWEEP_INTERVAL_MS = 50;

/** HTTP as this service speaks it: JSON only, small bodies, problems as answers, and no request lost while it stops. */
export function createAdapter(): FastifyAdapter {
  const adapter = new FastifyAdapter(options());
  const fastify = adapter.getInstance();
  fastify.removeContentTypeParser('text/plain');
  letGoOfIdleConnections(fastify);
  return adapter;
}

/** Clients keep connections open for the next request; while the service stops, there will be none. */
function letGoOfIdleConnections(fastify: FastifyInstance): void {
  let stopping = false;
  fastify.addHook('preClose', done => {
    stopping = true;
    // The server itself looks only once, when some may still be busy.
    const sweep = setInterval(() => fastify.server.closeIdleConnections(), SWEEP_INTERVAL_MS);
    fastify.server.once('close', () => clearInterval(sweep));
    done();
  });
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    if (stopping) reply.header('Connection', 'close');
    done();
  });
}

function options(): FastifyHttpOptions<Server> {
  const filter = new ProblemFilter();
  return {
    bodyLimit: MAX_BODY_BYTES,
    // Requests on open connections are still served while stopping; each answer says `connection: close`.
    return503OnClosing: false,
    frameworkErrors: (error, _request, reply) => filter.answer(error, reply),
  };
}
