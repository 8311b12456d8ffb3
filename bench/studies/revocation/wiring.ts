import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { Cleanup } from '../../cleanup.js';
import { type CpuUse, parentOf, readCpu, useBetween } from '../../cpu.js';
import type { Scale } from '../../options.js';
import { jtiOf } from '../../cast/administration.js';
import { assemble, type Cast } from '../../cast/cast.js';
import { untilRefused } from './propagation.js';
import { closeConnections } from '../../cast/request.js';

/** One revocation after the other, at most so often: the two cores must have time left. */
export const REVOCATION_INTERVAL_MS = 25;
const GUARDED = '/v1/my/topics';

export interface Wiring {
  readonly name: 'PostgreSQL' | 'Redis';
  readonly redisUrl: string | undefined;
}

/** How long revocations took to arrive, in milliseconds: one number for each revocation and each service. */
export interface Propagation {
  readonly wiring: Wiring['name'];
  readonly instances: number;
  readonly services: number;
  readonly revocations: number;
  readonly service: readonly number[];
  readonly floor: readonly number[];
  readonly cpu: CpuUse | undefined;
}

interface Setting {
  readonly server: string;
  readonly signal: AbortSignal;
  readonly scale: Scale;
}

let databases = 0;

/** Measures one wiring with one number of instances, on a database of its own. */
export async function measurePropagation(
  { server, signal, scale: { revocations, services, warmUp } }: Setting,
  { name: wiring, redisUrl }: Wiring,
  instances: number,
): Promise<Propagation> {
  const cleanup = new Cleanup();
  try {
    const database = `bench_revocation_${++databases}`;
    const cast = await assemble({ server, database, redisUrl, instances, services, cleanup, signal });
    const { pool } = cast;
    await revokeAll(cast, pool, warmUp, signal);
    const pids = [...cast.instances, ...cast.services].map(({ pid }) => pid);
    const { rows } = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const postmaster = await parentOf(rows[0]?.pid ?? 0);
    const before = await readCpu(pids, postmaster);
    const { service, floor } = await revokeAll(cast, pool, revocations, signal);
    const cpu = useBetween(before, await readCpu(pids, postmaster));
    return { wiring, instances, services, revocations, service, floor, cpu };
  } finally {
    closeConnections();
    await cleanup.run();
  }
}

/** Each revocation at the next instance, and in turn with the floor's. */
async function revokeAll(
  cast: Cast,
  pool: Pool,
  count: number,
  signal: AbortSignal,
): Promise<{ service: number[]; floor: number[] }> {
  const tokens = await cast.administration.tokens(count);
  const service: number[] = [];
  const floor: number[] = [];
  for (const [place, token] of tokens.entries()) {
    signal.throwIfAborted();
    const due = performance.now() + REVOCATION_INTERVAL_MS;
    await cast.administration.revoke(cast.instances[place % cast.instances.length]?.url ?? '', jtiOf(token));
    service.push(
      ...(await arrival(
        cast.services.map(({ url }) => url),
        GUARDED,
        token,
      )),
    );
    const jti = jtiOf(token);
    await pool.query(`SELECT pg_notify('bench_floor', $1)`, [jti]);
    floor.push(
      ...(await arrival(
        cast.floors.map(({ url }) => url),
        '/',
        jti,
      )),
    );
    await delay(Math.max(0, due - performance.now()));
  }
  return { service, floor };
}

function arrival(services: readonly string[], path: string, token: string): Promise<number[]> {
  const acknowledged = performance.now();
  return Promise.all(services.map(url => untilRefused(url, path, token, acknowledged)));
}
