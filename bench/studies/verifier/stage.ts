import { createServer, request as forward } from 'node:http';
import type { Cleanup } from '../../cleanup.js';
import { parentOf } from '../../cpu.js';
import { assemble } from '../../cast/cast.js';
import { type Stage, startPostgres } from '../../stage.js';
import type { Target } from '../../target.js';

const TOKENS = 16;

/** A stage on which notes plays both parts, and how many requests Gatehouse had from it. */
export interface VerifierStage extends Stage {
  readonly asked: () => number;
}

/** Gatehouse, and notes behind it that verifies by itself; what notes asks of Gatehouse is counted on the way. */
export async function setVerifierStage(cleanup: Cleanup, signal: AbortSignal): Promise<VerifierStage> {
  const server = await startPostgres({ cleanup, signal });
  const database = 'bench_verifier';
  let asked = 0;
  const casting = { server, database, redisUrl: undefined, instances: 1, services: 1, cleanup, signal };
  const cast = await assemble(casting, url => countingProxy(url, cleanup, () => asked++));
  const { pool } = cast;
  const { rows } = await pool.query<{ pid: number; version: string }>(
    `SELECT pg_backend_pid() AS pid, split_part(current_setting('server_version'), ' ', 1) AS version`,
  );
  const [{ pid, version } = { pid: 0, version: 'unknown' }] = rows;
  const [notes] = cast.services;
  if (notes === undefined) throw new Error('notes is not there');
  const target = { ...notes, database: pool, tokens: await cast.administration.tokens(TOKENS) };
  return {
    service: { ...target, name: 'service' } satisfies Target,
    floor: { ...target, name: 'floor' } satisfies Target,
    postgres: { version, pid: await parentOf(pid) },
    asked: () => asked,
  };
}

/** Passes everything on and counts the requests. @returns its own URL */
async function countingProxy(target: string, cleanup: Cleanup, count: () => void): Promise<string> {
  const proxy = createServer((incoming, outgoing) => {
    count();
    const { method = 'GET', url = '/', headers } = incoming;
    const onward = forward(new URL(url, target), { method, headers }, answer => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
  cleanup.add('the counting proxy', async () => {
    proxy.closeAllConnections();
    proxy.close();
  });
  const address = proxy.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}
