import { setTimeout as sleep } from 'node:timers/promises';

import type { Account } from './account.js';
import type { Binaries } from './binaries.js';
import type { Passwords } from './cluster.js';
import { ForeignServerError } from './connection.js';
import { clusterIn, serverLogIn } from './data-folder.js';
import { launch, type Launch } from './launch.js';
import { dropLock, isPostmaster, readLock } from './postmaster.js';
import { Presence } from './presence.js';

/** Milliseconds; long, since a killed server first has to recover. */
const READY_WITHIN = 60_000;
const LOOK_EVERY = 10;
const RETRY_AFTER = 150;

/** A server that accepts connections, and our mark on it. */
export interface JoinedServer {
  readonly pid: number;
  readonly port: number;
  readonly presence: Presence;
  /** Whether it ran before, started by another service or by one that was killed. */
  readonly found: boolean;
}

export interface Site {
  readonly dataDir: string;
  readonly binaries: Binaries;
  readonly account: Account;
  readonly passwords: Passwords;
}

/**
 * Joins the server that runs on the data folder, or starts one. Which of the two is decided anew at every look, and
 * PostgreSQL's own lock lets only one server in, so two services that start at once end up on the same one.
 *
 * @throws Error when PostgreSQL does not come up; with the end of its log.
 * @throws ForeignServerError when another server answers in its place.
 */
export async function joinServer(site: Site): Promise<JoinedServer> {
  const cluster = clusterIn(site.dataDir);
  const deadline = Date.now() + READY_WITHIN;
  let launched: Launch | undefined;
  let obstacle: unknown;
  while (Date.now() < deadline) {
    if (launched?.failure !== undefined) {
      if (!launched.failure.passing) throw new Error(`${launched.failure.reason} ${WAY_OUT}`);
      obstacle = launched.failure.reason;
      launched = undefined;
      await sleep(RETRY_AFTER);
    }
    const lock = await readLock(cluster);
    if (lock !== undefined && (await isPostmaster(lock.pid, cluster))) {
      const presence = lock.ready ? await tryJoin(site, cluster, lock.port) : undefined;
      if (presence instanceof Presence) {
        const found = lock.pid !== launched?.pid;
        // Ours came second. Left alone it might yet find the lock free, once everybody is gone, and run for nobody.
        if (found) launched?.kill();
        return { pid: lock.pid, port: lock.port, presence, found };
      }
      obstacle = presence ?? obstacle;
    } else if (launched === undefined) {
      if (lock !== undefined) await dropLock(cluster, lock);
      launched = await launch(site.dataDir, site.binaries, site.account);
    }
    await sleep(LOOK_EVERY);
  }
  launched?.kill();
  throw new Error(
    `PostgreSQL on ${cluster} was not ready within ${READY_WITHIN / 1000} seconds; see ${serverLogIn(site.dataDir)}. ` +
      WAY_OUT,
    { cause: obstacle },
  );
}

const WAY_OUT = 'Set DATABASE_URL to use a PostgreSQL of your own.';

/** Gives the obstacle instead where that may pass with time. */
async function tryJoin({ passwords }: Site, cluster: string, port: number): Promise<unknown> {
  try {
    return await Presence.join({ cluster, port, passwords });
  } catch (error) {
    if (error instanceof ForeignServerError) throw error;
    return error;
  }
}
