import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';

import { unless } from './error-code.js';

/** A user of the operating system; ids as `stat` gives them. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Whom to run PostgreSQL as, since it refuses to be root: the owner of the database if there is one already,
 * else `postgres`, else `nobody`. Undefined when this process is not root: then PostgreSQL runs as the same user.
 *
 * @param cluster folder of the database, which need not exist yet
 * @throws Error when the database belongs to another user and this process may not become that user.
 */
export async function chooseServerUser(cluster: string): Promise<ServerUser | undefined> {
  const own = process.getuid?.();
  if (own === undefined) return undefined;
  const owner = await unless(['ENOENT'], stat(cluster));
  if (own !== 0) {
    if (owner === undefined || owner.uid === own) return undefined;
    throw new Error(
      `The database in ${cluster} belongs to user id ${owner.uid}, but this process runs as ${own}. ` +
        'Run as the same user as before (or as root), choose another data folder, or set DATABASE_URL.',
    );
  }
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const user = (await lookUp('postgres')) ?? (await lookUp('nobody'));
  if (user !== undefined) return user;
  throw new Error(
    'PostgreSQL refuses to run as root, and this system has neither a user `postgres` nor `nobody` to run it as. ' +
      'Start the service as an ordinary user, or set DATABASE_URL.',
  );
}

async function lookUp(name: string): Promise<ServerUser | undefined> {
  try {
    const [uid, gid] = await Promise.all(['-u', '-g'].map(flag => promisify(execFile)('id', [flag, name])));
    // macOS knows `nobody` as -2; the unsigned form is what chown takes.
    return { uid: Number(uid?.stdout) >>> 0, gid: Number(gid?.stdout) >>> 0 };
  } catch {
    return undefined;
  }
}
