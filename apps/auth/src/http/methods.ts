import type { FastifyContextConfig, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import findMyWay from 'find-my-way';
import type { ProblemCode } from '#libs/contracts';
import { DomainError, ProblemFilter } from '#libs/platform';
import { ROUTER_OPTIONS } from './fastify.options.js';

/** A route for whatever has no other: it tells nothing about which paths there are. */
const ANY_PATH = '*';
/** `Allow` lists them in this order. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** A route, and what it declares of itself. */
interface NotedRoute {
  readonly url: string;
  readonly config: FastifyContextConfig;
}

/** The methods of a path, and the route that answers the first of them. */
interface Found extends NotedRoute {
  readonly methods: readonly string[];
}

/**
 * Answers requests that no route is for. A path that has routes for other methods answers 405 with `Allow`, and 204 with
 * `Allow` to OPTIONS. Every other path answers 404. A router of its own, which knows the same routes, finds those methods.
 */
export class Methods {
  private readonly router = findMyWay(ROUTER_OPTIONS);
  private readonly filter = new ProblemFilter();

  /** Notes every route that anybody registers from now on. */
  note(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ method, url, config = {} }) => {
      if (url === ANY_PATH) return;
      for (const one of [method].flat() as (typeof METHODS)[number][]) {
        if (!this.router.hasRoute(one, url)) this.router.on(one, url, () => undefined, { url, config });
      }
    });
  }

  /** It runs before anybody reads a body, and after CORS, so that pages may read these answers as well. */
  answer(fastify: FastifyInstance): void {
    fastify.addHook('onRequest', (request, reply, done) => {
      const { url } = request.routeOptions;
      if (url !== undefined && url !== ANY_PATH) return done();
      this.answerStray(fastify, request, reply).catch(done);
    });
  }

  private async answerStray(fastify: FastifyInstance, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const found = this.find(request.url);
    const isKnown = found !== undefined && (await isThere(fastify, found, request));
    if (isKnown) this.refuse(found, request, reply);
    else this.answerProblem('not_found', request, reply);
  }

  private find(path: string): Found | undefined {
    const found = METHODS.flatMap(method => {
      const route = this.router.find(method, path);
      return route === null ? [] : [{ method, route: route.store as NotedRoute }];
    });
    const [first] = found;
    return first && { ...first.route, methods: found.map(({ method }) => method) };
  }

  private refuse({ config, methods }: Found, request: FastifyRequest, reply: FastifyReply): void {
    reply.header('Allow', [...methods, 'OPTIONS'].join(', '));
    if (request.method === 'OPTIONS') return void reply.code(204).send();
    // The filter answers in the form that the route's own errors have.
    request.meantRoute = config;
    this.answerProblem('method_not_allowed', request, reply);
  }

  /** Calls the filter directly, since some routes are older than the filter's place in Fastify. */
  private answerProblem(code: ProblemCode, request: FastifyRequest, reply: FastifyReply): void {
    this.filter.answer(new DomainError(code), request, reply);
  }
}

/** Only a route that ends in `*` itself knows which files there are below it. */
async function isThere(fastify: FastifyInstance, { url }: Found, request: FastifyRequest): Promise<boolean> {
  if (!url.endsWith('*')) return true;
  const asked = await fastify.inject({ method: 'HEAD', url: request.url });
  return asked.statusCode < 400;
}
