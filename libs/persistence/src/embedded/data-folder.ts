import { chmod, chown, mkdir, readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

import type { ServerUser } from './server-user.js';

const OUR_FILES = /^(cluster|postgresql\.log)/;

/** The folder inside the data folder that PostgreSQL calls its data directory. */
export function clusterIn(dataDir: string): string {
  return join(dataDir, 'cluster');
}

/** What PostgreSQL has to say; at most {@link serverLogIn}`.1` besides, the log before that. */
export function serverLogIn(dataDir: string): string {
  return join(dataDir, 'postgresql.log');
}

/** A data folder that exists, and those of its parents that had to be made. */
export interface DataFolder {
  /** Without symbolic links: the form in which servers on this folder are recognised. */
  readonly path: string;
  readonly madeParents: readonly string[];
  readonly made: boolean;
}

export async function ensureDataFolder(dataDir: string): Promise<DataFolder> {
  const wanted = resolve(dataDir);
  const firstMade = await mkdir(wanted, { recursive: true });
  const made = firstMade === undefined ? [] : upTo(resolve(firstMade), wanted);
  return { path: await realpath(wanted), madeParents: made.slice(1), made: made.length > 0 };
}

/**
 * Gives the folder to the user who runs PostgreSQL, and lets that user pass through the parents made for it.
 * A folder found with other things in it stays as it is, and so do parents found: they were closed by somebody.
 */
export async function handOver(folder: DataFolder, user: ServerUser): Promise<void> {
  for (const parent of folder.madeParents) await chmod(parent, (await stat(parent)).mode | 0o011);
  const ours = folder.made || (await readdir(folder.path)).every(name => OUR_FILES.test(name));
  if (ours && (await stat(folder.path)).uid === 0) await chown(folder.path, user.uid, user.gid);
}

/** `last` and the folders above it up to `first`, innermost first. */
function upTo(first: string, last: string): string[] {
  return last === first || dirname(last) === last ? [last] : [last, ...upTo(first, dirname(last))];
}
