import type { FastifyInstance } from 'fastify';
import { assertBodyShape, type Readiness } from '#libs/platform';

/** What happens to every request, whatever its route. */
export function addHooks(fastify: FastifyInstance, readiness: Readiness): void {
  fastify.addHook('preValidation', async ({ body }) => assertBodyShape(body));
  fastify.addHook('onSend', async (_request, reply) => {
    if (readiness.isDraining) reply.header('Connection', 'close');
  });
}
