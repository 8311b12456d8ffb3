import type { FastifyInstance, FastifyReply, FastifyRequest, onSendHookHandler } from 'fastify';
import { type Metrics, Tallies, Timings } from '#libs/platform';

const COUNT = 'gatehouse_http_requests_total';
const COUNT_HELP =
  'Requests that were answered, by method, route and status. Those that no route is for have the route "none".';
const TIMING = 'gatehouse_http_request_seconds';
const TIMING_HELP = 'How long it takes until an answer begins, by method and route.';
/** Whatever is made up, as a path or as a method, is one and the same here. */
const STRAY = { method: 'any', route: 'none' };

declare module 'fastify' {
  interface FastifyRequest {
    /** In milliseconds of this process's own clock. */
    begunAt: number;
  }
}

/**
 * Counts and times what is answered, by the template of the route: a path that somebody has made up is never told apart from
 * another one. Each route has numbers of its own from its registration on, so a request costs no more than adding to them.
 */
export class MeasuredRequests {
  private readonly tallies = new Tallies(COUNT, COUNT_HELP);
  private readonly timings = new Timings(TIMING, TIMING_HELP);

  /** Measures every route that anybody registers from now on, and what no route is for. */
  note(fastify: FastifyInstance): void {
    fastify.decorateRequest('begunAt', 0);
    fastify.addHook('onRequest', (request, _reply, done) => {
      request.begunAt = performance.now();
      done();
    });
    fastify.addHook('onRoute', options => {
      const hooks = [options.method].flat().map(method => this.hookOf(method, options.url));
      options.onSend = [options.onSend ?? [], hooks].flat();
    });
    const stray = this.measureOf(STRAY);
    fastify.addHook('onSend', (request, reply, _payload, done) => {
      if (request.is404) stray(request, reply);
      done();
    });
  }

  tell(metrics: Metrics): void {
    metrics.add(this.tallies);
    metrics.add(this.timings);
  }

  /** A route for GET hands what it has down to the one for HEAD that is made from it. */
  private hookOf(method: string, route: string): onSendHookHandler {
    const measure = this.measureOf({ method, route });
    return (request, reply, _payload, done) => {
      if (request.method === method) measure(request, reply);
      done();
    };
  }

  private measureOf(labels: typeof STRAY): (request: FastifyRequest, reply: FastifyReply) => void {
    const tally = this.tallies.of(labels, 'status');
    const timing = this.timings.of(labels);
    return ({ begunAt }, { statusCode }) => {
      tally.note(statusCode);
      timing.note((performance.now() - begunAt) / 1000);
    };
  }
}
