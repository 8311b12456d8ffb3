import { createHmac, randomBytes } from 'node:crypto';
import { lstat, mkdtemp, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Account } from './account.js';
import type { Binaries } from './binaries.js';
import { clusterIn } from './data-folder.js';
import { errorCode, unless } from './error-code.js';
import { processAlive } from './postmaster.js';

/** The bootstrap superuser: this runner's own. The service gets the lesser role `gatehouse`. */
export const SUPERUSER = 'postgres';

const PASSWORD_FILE = 'gatehouse-password';
const UNFINISHED = /^cluster\.initdb-(\d+)-/;
/** Milliseconds after which a creation cannot be under way any more, whoever has its process id by now. */
const CREATION_TAKES_AT_MOST = 10 * 60_000;

/** Passwords of the two roles; they never leave this machine. */
export interface Passwords {
  readonly superuser: string;
  readonly service: string;
}

/**
 * Creates the database's files unless they are there. They are made in a folder beside their place and renamed, so
 * that a half-made database is never taken for one; of two processes that do so at once, the first to finish wins.
 *
 * The port on 127.0.0.1 is open to every user of the machine, so both roles have a random password, checked by
 * scram-sha-256. The superuser's lies in a file of mode 0600 within the database's own folder, which is closed as well.
 *
 * @throws Error with the output of initdb when that fails.
 */
export async function ensureCluster(
  dataDir: string,
  binaries: Binaries,
  account: Account,
  log: (line: string) => void,
): Promise<void> {
  await removeUnfinished(dataDir);
  const cluster = clusterIn(dataDir);
  if (await exists(join(cluster, 'PG_VERSION'))) return mendOwner(cluster, account);

  log(`creating a database in ${cluster}`);
  const scratch = await mkdtemp(join(dataDir, `cluster.initdb-${process.pid}-`));
  try {
    const password = join(scratch, PASSWORD_FILE);
    await writeFile(password, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flush: true });
    await account.own(password);
    await account.own(scratch);
    const made = join(scratch, 'made');
    await initdb(made, password, binaries, account);
    await rename(password, join(made, PASSWORD_FILE));
    await putInPlace(made, cluster);
    await syncFolder(dataDir);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

export async function readPasswords(cluster: string): Promise<Passwords> {
  const superuser = (await readFile(join(cluster, PASSWORD_FILE), 'utf8')).trim();
  // Derived, so that one file suffices and the connection string still does not give the superuser away.
  return { superuser, service: createHmac('sha256', superuser).update('gatehouse').digest('hex') };
}

async function initdb(made: string, passwordFile: string, binaries: Binaries, account: Account): Promise<void> {
  const args = ['-D', made, '-U', SUPERUSER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'];
  // Sorts by code point and knows case beyond ASCII, alike on every operating system.
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const child = account.spawn(binaries.initdb, [...args, ...locale, '--data-checksums', '--no-instructions'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', chunk => (output += String(chunk)));
  const code = await new Promise<number | string>(resolve => {
    child.on('error', error => resolve(error.message));
    child.on('close', (exit, signal) => resolve(exit ?? signal ?? 'unknown'));
  });
  if (code === 0) return;
  const hint = output.includes('shared libraries')
    ? ' Its package was installed without its install script, which links the libraries: install again with scripts.'
    : '';
  throw new Error(`initdb failed (${code}): ${output.trim()}${hint} Or set DATABASE_URL to a PostgreSQL of your own.`);
}

async function putInPlace(made: string, cluster: string): Promise<void> {
  try {
    await rename(made, cluster);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(errorCode(error) ?? '')) throw error;
    if (await exists(join(cluster, 'PG_VERSION'))) return;
    throw new Error(`${cluster} holds files that are no database: empty it or choose another data folder.`, {
      cause: error,
    });
  }
}

async function removeUnfinished(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    const maker = UNFINISHED.exec(name)?.[1];
    if (maker === undefined) continue;
    const made = await unless(['ENOENT'], lstat(join(dataDir, name)));
    const underWay = made && processAlive(Number(maker)) && Date.now() - made.mtimeMs < CREATION_TAKES_AT_MOST;
    if (!underWay) await rm(join(dataDir, name), { recursive: true, force: true });
  }
}

/** A copy restored by root belongs to root, and PostgreSQL would refuse it. */
async function mendOwner(cluster: string, account: Account): Promise<void> {
  if ((await stat(cluster)).uid === 0) await account.ownAllBelow(cluster);
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return; // folders cannot be opened there
  const handle = await open(folder);
  await handle.sync().finally(() => handle.close());
}

export async function exists(path: string): Promise<boolean> {
  return (await unless(['ENOENT'], stat(path))) !== undefined;
}
