import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from 'pg';

/**
 * The floor of revocation: a bare program that hears each `jti` in a notification of PostgreSQL itself and answers 401 to
 * it from then on. No feed, no snapshot, nothing that would mend a lost notification. Not an example to follow.
 */
const revoked = new Set<string>();

const client = new Client(process.env['DATABASE_URL']);
client.on('error', () => process.exit(1));
client.on('notification', ({ payload }) => revoked.add(payload ?? ''));
await client.connect();
await client.query('LISTEN bench_floor');

const server = createServer({ keepAliveTimeout: 72_000 }, (request, response) => {
  const token = request.headers.authorization?.slice('Bearer '.length) ?? '';
  response.writeHead(revoked.has(token) ? 401 : 200, { 'Content-Length': 0 }).end();
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`{"msg":"listening on http://127.0.0.1:${port}"}\n{"msg":"ready"}\n`);
});
process.on('SIGTERM', () => process.exit(0));
