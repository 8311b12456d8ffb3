import { type FileHandle, open, rename, stat } from 'node:fs/promises';
import { createServer } from 'node:net';

import type { Account } from './account.js';
import type { Binaries } from './binaries.js';
import { clusterIn, serverLogIn } from './data-folder.js';
import { unless } from './error-code.js';
import { serverSettings } from './server-settings.js';

/** Bytes from which on the log is put aside before the next start. */
const LOG_SIZE = 4 * 1024 * 1024;
/** Causes that pass: a lost race for the port or for the lock, processes of a killed server not gone yet. */
const PASSING =
  /Address already in use|could not bind|lock file ".*" already exists|lock file ".*" is empty|is still in use/;

/** A server process on its way up. */
export interface Launch {
  readonly pid: number | undefined;
  /** Undefined as long as the process lives. */
  readonly failure: LaunchFailure | undefined;
  kill(): void;
}

export interface LaunchFailure {
  readonly passing: boolean;
  readonly reason: string;
}

/** Starts a server on the data folder, on a free port of 127.0.0.1, in a process group of its own. */
export async function launch(dataDir: string, binaries: Binaries, account: Account): Promise<Launch> {
  const log = await openLog(serverLogIn(dataDir));
  await account.own(serverLogIn(dataDir));
  const before = (await log.stat()).size;
  const args = ['-D', clusterIn(dataDir), ...serverSettings(await freePort())];
  // Detached: Ctrl-C reaches the whole group, and the server has to outlive the service's last requests.
  const child = account.spawn(binaries.postgres, args, { detached: true, stdio: ['ignore', log.fd, log.fd] });
  child.unref();

  const state: { failure: LaunchFailure | undefined } = { failure: undefined };
  const ended = async (how: string): Promise<void> => {
    const said = await readFrom(serverLogIn(dataDir), before);
    state.failure = { passing: PASSING.test(said), reason: `PostgreSQL did not start (${how}): ${said.trim()}` };
  };
  child.on('error', error => void ended(error.message));
  child.on('exit', (code, signal) => void ended(String(signal ?? code)));
  await log.close();
  return {
    pid: child.pid,
    get failure() {
      return state.failure;
    },
    kill: () => void child.kill('SIGINT'),
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('The system gave out no free TCP port.');
  return address.port;
}

async function openLog(path: string): Promise<FileHandle> {
  const size = (await unless(['ENOENT'], stat(path)))?.size ?? 0;
  if (size > LOG_SIZE) await rename(path, `${path}.1`);
  return open(path, 'a', 0o600);
}

/** What was added to the log from that byte on; the last 2,000 characters of it at most. */
async function readFrom(path: string, start: number): Promise<string> {
  try {
    const log = await open(path);
    try {
      const { size } = await log.stat();
      const from = Math.max(start, size - 2_000);
      const { buffer, bytesRead } = await log.read(Buffer.alloc(Math.max(size - from, 1)), 0, null, from);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await log.close();
    }
  } catch {
    return `see ${path}`;
  }
}
