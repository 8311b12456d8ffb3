import { execFile } from 'node:child_process';
import { readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

import { errorCode, unless } from './error-code.js';

/** What a server writes about itself into `postmaster.pid`, the lock on its data directory. */
export interface PostmasterLock {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
  /** The file as read, to tell whether it is still the same. */
  readonly text: string;
}

/** Milliseconds that a server may take between creating its lock file and filling it. */
const FILLED_WITHIN = 2_000;

/** @returns undefined when there is no lock; one with pid 0 when the file is empty or cut short. */
export async function readLock(cluster: string): Promise<PostmasterLock | undefined> {
  const text = await unless(['ENOENT'], readFile(lockFile(cluster), 'utf8'));
  if (text === undefined) return undefined;
  const lines = text.split('\n');
  return { pid: Number(lines[0]) || 0, port: Number(lines[3]) || 0, ready: lines[7]?.trim() === 'ready', text };
}

/**
 * Removes a lock that was left behind and whose process id belongs to another program by now, or that was never
 * filled; PostgreSQL takes care of all others by itself. A server that started in this very moment keeps its lock.
 */
export async function dropLock(cluster: string, lock: PostmasterLock): Promise<void> {
  if (lock.pid === 0) {
    const file = await unless(['ENOENT'], stat(lockFile(cluster)));
    if (file !== undefined && Date.now() - file.mtimeMs < FILLED_WITHIN) return;
  } else if (!processAlive(lock.pid)) return;
  const aside = `${lockFile(cluster)}.stale-${process.pid}`;
  await unless(['ENOENT'], rename(lockFile(cluster), aside));
  const taken = await unless(['ENOENT'], readFile(aside, 'utf8'));
  if (taken !== undefined && taken !== lock.text) await rename(aside, lockFile(cluster));
  else await rm(aside, { force: true });
}

/**
 * Whether a process is the server on this data directory, judged by its command line. Where command lines cannot be
 * read (Windows), every live process may be it, and the connection that follows has to tell.
 */
export async function isPostmaster(pid: number, cluster: string): Promise<boolean> {
  if (pid <= 0 || !processAlive(pid)) return false;
  const command = await commandLine(pid);
  if (command === undefined) return true;
  const [program = '', ...args] = command;
  if (!/^postgres(\.exe)?$/.test(basename(program))) return false;
  const folder = args[args.indexOf('-D') + 1] ?? '';
  if (!args.includes('-D') || !folder.startsWith('/')) return true;
  return (await realpath(folder).catch(() => folder)) === cluster;
}

/** True also for the process of another user. */
export function processAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** Undefined when it cannot be known; empty for a process that has ended and only waits to be reaped. */
async function commandLine(pid: number): Promise<string[] | undefined> {
  try {
    if (process.platform === 'linux') return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
    if (process.platform === 'win32') return undefined;
    const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', `${pid}`]);
    return splitCommand(stdout.trim());
  } catch {
    return processAlive(pid) ? undefined : [];
  }
}

/** `ps` does not mark where arguments end; ours are each followed by an option. */
function splitCommand(line: string): string[] {
  const [program = '', ...args] = line.split(/ (?=-[Dc] )/);
  return [program, ...args.flatMap(arg => [arg.slice(0, 2), arg.slice(3)])];
}

function lockFile(cluster: string): string {
  return join(cluster, 'postmaster.pid');
}
