import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** An answer that was given has to be out by then: it is held in memory for whoever reads more slowly. */
const OUT_WITHIN_MS = 60_000;
/** What may be held for all of them together: a hundred of the largest that there are for strangers. */
const MOST_HELD_BYTES = 128 * 1024 * 1024;
const LOOK_EVERY_MS = 1_000;

/**
 * Lets answers get out before the server is closed. To Node a connection is idle once its answer has been written, though a
 * slow reader has not got it yet: it would close that, in the middle of the answer.
 */
export function addUnsentAnswers(fastify: FastifyInstance): void {
  const open = new Set<ServerResponse>();
  const looking = setInterval(dropSlowReaders(open), LOOK_EVERY_MS);
  fastify.addHook('onClose', async () => clearInterval(looking));
  fastify.addHook('onRequest', (_request, { raw }, done) => {
    open.add(raw);
    raw.once('close', () => open.delete(raw));
    done();
  });
  // After the streams have been told to end, before the server closes. Whoever reads nothing is dropped by service.ts.
  fastify.addHook('preClose', async () => {
    await Promise.all([...open].filter(isUnsent).map(sentOrGone));
  });
}

const isUnsent = ({ writableEnded, writableFinished }: ServerResponse): boolean => writableEnded && !writableFinished;

async function sentOrGone(response: ServerResponse): Promise<void> {
  if (!response.closed) await once(response, 'close');
}

/**
 * @returns closes the connections of those who have not taken their answer in time, and of those who asked first where too
 *   much is held; to be called now and then
 */
function dropSlowReaders(open: ReadonlySet<ServerResponse>): () => void {
  const unsentSince = new WeakMap<ServerResponse, number>();
  return () => {
    const now = performance.now();
    const unsent = [...open].filter(isUnsent);
    let held = unsent.reduce((sum, { writableLength }) => sum + writableLength, 0);
    for (const response of unsent) {
      const since = unsentSince.get(response) ?? now;
      unsentSince.set(response, since);
      if (held <= MOST_HELD_BYTES && now - since < OUT_WITHIN_MS) continue;
      held -= response.writableLength;
      response.req.socket.destroy();
    }
  };
}
