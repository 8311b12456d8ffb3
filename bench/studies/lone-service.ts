import { Pool } from 'pg';
import type { Cleanup } from '../cleanup.js';
import { parentOf } from '../cpu.js';
import { registerCaller } from '../crowd/caller.js';
import { trustMint } from '../crowd/mint.js';
import { ServerProcess } from '../server-process.js';
import { createDatabase, SERVICE, serviceEnvironment } from '../stage.js';
import type { Target } from '../target.js';

export interface Setting {
  readonly cleanup: Cleanup;
  readonly signal: AbortSignal;
}

/** A database with the service's tables in it, which takes the bench's tokens and knows its caller. */
export interface Site {
  readonly environment: Readonly<Record<string, string>>;
  /** One connection. */
  readonly pool: Pool;
  /** Process id of PostgreSQL. */
  readonly postmaster: number;
}

export async function makeSite(server: string, name: string, { cleanup }: Setting): Promise<Site> {
  const url = await createDatabase(server, name);
  const pool = new Pool({ connectionString: url, max: 1, idleTimeoutMillis: 0 });
  pool.on('error', () => undefined);
  cleanup.add(`the connection to ${name}`, () => pool.end());
  await trustMint(pool);
  await registerCaller(pool);
  const { rows } = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return { environment: serviceEnvironment(url), pool, postmaster: await parentOf(rows[0]?.pid ?? 0) };
}

/** The service there, without a floor beside it. @returns it, once it is ready */
export async function startService(
  { environment, pool }: Site,
  { cleanup, signal }: Setting,
  settings: Readonly<Record<string, string>> = {},
): Promise<Target> {
  const child = ServerProcess.launch({ name: 'service', args: [SERVICE], env: { ...environment, ...settings } });
  cleanup.add('the service', () => child.stop());
  return { name: 'service', database: pool, ...(await child.ready(signal)) };
}
