import type { FastifyInstance, onSendHookHandler } from 'fastify';

/**
 * Has these routes, which answer the same long text each time, send the same bytes: of a text each answer would have a copy of
 * its own until somebody reads it. To be called before the routes are there.
 */
export function addSameBytes(fastify: FastifyInstance, urls: readonly string[]): void {
  fastify.addHook('onRoute', route => {
    if (urls.includes(route.url)) route.onSend = sameBytes();
  });
}

function sameBytes(): onSendHookHandler {
  let text: unknown;
  let bytes: Buffer | undefined;
  return (_request, _reply, payload, done) => {
    if (typeof payload !== 'string') return done(null, payload);
    if (bytes === undefined || payload !== text) [text, bytes] = [payload, Buffer.from(payload)];
    done(null, bytes);
  };
}
