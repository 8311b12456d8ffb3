import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import type { PostgresServer } from '../postgres-server.js';
import { rounds } from '../rounds.js';

/** What may befall the one server there is, until it is over. */
export type Trouble = (server: PostgresServer) => Promise<void>;

const FROZEN_MS = rounds(10_000, 4000);
const RESTARTS = rounds(30, 4);
const EXHAUSTED_MS = rounds(10_000, 3000);
const TOO_MANY_CONNECTIONS = '53300';

export const TROUBLES: readonly (readonly [what: string, trouble: Trouble])[] = [
  ['killed, and started again', killed],
  [`frozen for ${FROZEN_MS / 1000} s`, frozen],
  [`restarted every second, ${RESTARTS} times`, restarted],
  ['out of connections', exhausted],
  ['only to be read', readOnly],
];

async function killed(server: PostgresServer): Promise<void> {
  await server.down('SIGQUIT');
  await delay(2000);
  await server.up();
}

async function frozen(server: PostgresServer): Promise<void> {
  const processes = await processesOf(server);
  for (const pid of processes) process.kill(pid, 'SIGSTOP');
  await delay(FROZEN_MS);
  for (const pid of processes) process.kill(pid, 'SIGCONT');
}

async function restarted(server: PostgresServer): Promise<void> {
  for (let time = 0; time < RESTARTS; time++) {
    await server.down();
    await server.up();
    await delay(1000);
  }
}

/** Somebody else takes all there are, and whoever has one loses it. */
async function exhausted(server: PostgresServer): Promise<void> {
  const clients: pg.Client[] = [];
  await server.query(END_ALL);
  const over = performance.now() + EXHAUSTED_MS;
  try {
    while (performance.now() < over) {
      const client = new pg.Client(server.url('postgres', 'greedy'));
      client.on('error', () => undefined);
      const got = await client.connect().then(
        () => true,
        () => false,
      );
      if (got) clients.push(client);
      // The service may have been quicker to come back.
      else await endOthers(server);
    }
  } finally {
    await Promise.all(clients.map(client => client.end()));
  }
}

/** Who is being refused has a place too for a moment, also one of those that are kept for superusers. */
async function endOthers(server: PostgresServer): Promise<void> {
  await server.query(END_OTHERS).catch((error: unknown) => {
    if (!(error instanceof pg.DatabaseError && error.code === TOO_MANY_CONNECTIONS)) throw error;
  });
  await delay(20);
}

async function readOnly(server: PostgresServer): Promise<void> {
  await server.query('ALTER SYSTEM SET default_transaction_read_only = on');
  await server.query('SELECT pg_reload_conf()');
  await delay(3000);
  await server.query('ALTER SYSTEM RESET default_transaction_read_only');
  await server.query('SELECT pg_reload_conf()');
}

const END_ALL = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`;

const END_OTHERS = `${END_ALL} AND usename <> 'greedy'`;

/** The server itself and all that it has started. */
async function processesOf({ folder }: PostgresServer): Promise<number[]> {
  const [pid = ''] = (await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8')).split('\n');
  const { stdout } = await promisify(execFile)('ps', ['-o', 'pid=', '--ppid', pid]);
  return [Number(pid), ...stdout.split(/\s+/).filter(Boolean).map(Number)];
}
