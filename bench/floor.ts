import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json, type Reply, send } from './floor/exchange.js';
import { routes } from './floor/routes.js';

/**
 * The floor: the service's work done by hand, to see what the framework, validation and structure cost above it. The
 * same statements under the same names, or fewer where fewer are enough; the same hash, signature and MAC, the same JSON;
 * nothing is validated, logged, limited or mended. Not an example to follow.
 */

/** As long as Fastify's, so that a connection outlives the other side's round. */
const KEEP_ALIVE_MS = 72_000;
const ID = /[0-9a-f]{8}-[0-9a-f-]{27}/;

const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
  serve(request).then(
    reply => send(response, reply),
    (error: unknown) => send(response, json({ error: String(error) }, 500)),
  );
});

async function serve(request: IncomingMessage): Promise<Reply> {
  const { method = '', url = '' } = request;
  const query = url.indexOf('?');
  const path = (query < 0 ? url : url.slice(0, query)).replace(ID, '{id}');
  const route = routes[`${method} ${path}`];
  if (route === undefined) throw new Error(`The floor has no ${method} ${url}`);
  return route(request);
}

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`{"msg":"listening on http://127.0.0.1:${port}"}\n{"msg":"ready"}\n`);
});
process.on('SIGTERM', () => process.exit(0));
