import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import type { Binaries } from './binaries.js';
import { unless } from './error-code.js';
import { isPostmaster } from './postmaster.js';

/** Milliseconds for a shutdown that ends sessions and writes everything out. */
const FAST_WITHIN = 10_000;
/** Milliseconds for one that leaves the rest to recovery at the next start. */
const IMMEDIATE_WITHIN = 10_000;

/**
 * Ends the server with this process id on this data directory; does nothing when it is gone.
 *
 * @throws Error when it lives on even after SIGQUIT.
 */
export async function shutDown(pid: number, cluster: string, binaries: Binaries): Promise<void> {
  for (const [signal, within] of [
    ['INT', FAST_WITHIN],
    ['QUIT', IMMEDIATE_WITHIN],
  ] as const) {
    if (!(await isPostmaster(pid, cluster))) return;
    await send(signal, pid, binaries);
    if (await gone(pid, cluster, within)) return;
  }
  throw new Error(`PostgreSQL (process ${pid}) on ${cluster} did not shut down.`);
}

async function send(signal: 'INT' | 'QUIT', pid: number, binaries: Binaries): Promise<void> {
  if (process.platform === 'win32') {
    // Node's signals only terminate there; PostgreSQL listens to its own.
    await promisify(execFile)(binaries.pgCtl, ['kill', signal, `${pid}`]);
    return;
  }
  await unless(
    ['ESRCH'],
    Promise.resolve().then(() => process.kill(pid, `SIG${signal}`)),
  );
}

async function gone(pid: number, cluster: string, within: number): Promise<boolean> {
  const deadline = Date.now() + within;
  while (await isPostmaster(pid, cluster)) {
    if (Date.now() > deadline) return false;
    await sleep(10);
  }
  return true;
}
