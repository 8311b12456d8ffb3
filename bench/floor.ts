import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'pg';
import { logIn } from './floor/login.js';
import { refresh } from './floor/refresh.js';
import { listSessions } from './floor/sessions.js';
import { KEY_ID } from './floor/tokens.js';

/**
 * The floor: the service's work done by hand, to see what the framework, validation and structure cost above it. The
 * same statements under the same names, the same hash, signature and MAC, the same JSON; nothing is validated,
 * logged, limited or mended. Not an example to follow.
 */
const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 16, keepAlive: true });
pool.on('error', () => undefined);

/** As long as Fastify's, so that a connection outlives the other side's round. */
const KEEP_ALIVE_MS = 72_000;

const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
  serve(request).then(
    answer => reply(response, 200, answer),
    (error: unknown) => reply(response, 500, { error: String(error) }),
  );
});

async function serve(request: IncomingMessage): Promise<object> {
  const origin = {
    ip: request.socket.remoteAddress ?? null,
    user_agent: request.headers['user-agent'] ?? null,
  };
  switch (`${request.method} ${request.url}`) {
    case 'POST /v1/auth/login':
      return logIn(pool, (await bodyOf(request)) as { email: string; password: string }, origin);
    case 'POST /v1/auth/refresh':
      return refresh(pool, (await bodyOf(request)) as { refresh_token: string });
    case 'GET /v1/sessions?limit=1':
      return listSessions(pool, request.headers.authorization ?? '');
    default:
      throw new Error(`The floor has no ${request.method} ${request.url}`);
  }
}

function bodyOf(request: IncomingMessage): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (text += chunk));
    request.on('end', () => resolve(JSON.parse(text)));
    request.on('error', reject);
  });
}

function reply(response: ServerResponse, status: number, answer: object): void {
  const text = JSON.stringify(answer);
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
  });
  response.end(text);
}

// The look at a token asks whether its key is retired: the floor's key has to be there to be found.
await pool.query(
  `INSERT INTO signing_keys (kid, alg, state, public_jwk, private_key) VALUES ($1, 'ES256', 'previous', '{}', '')`,
  [KEY_ID],
);

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`{"msg":"listening on http://127.0.0.1:${port}"}\n{"msg":"ready"}\n`);
});
process.on('SIGTERM', () => process.exit(0));
