import { type ChildProcess, execFile, spawn, type SpawnOptions } from 'node:child_process';
import { lchown, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

import { closedFolderAbove } from './reachability.js';
import type { ServerUser } from './server-user.js';

/** Bit numbers from linux/capability.h; the weaker right first. */
const SEARCH_RIGHTS = [
  { name: 'dac_read_search', bit: 2n },
  { name: 'dac_override', bit: 1n },
] as const;

/** Environment that PostgreSQL gets to see: no secrets of the service, and none of the user's PG* settings. */
const PASSED_ON = ['PATH', 'LD_LIBRARY_PATH', 'SystemRoot', 'TEMP', 'TMP'];

/** As whom PostgreSQL's programs run, and owner of the files that are theirs. */
export class Account {
  private constructor(
    private readonly user: ServerUser | undefined,
    /** A command that becomes the user and then runs the rest of its arguments; empty when spawn can do that. */
    private readonly prefix: readonly string[],
  ) {}

  /**
   * Makes sure that the user can come to the given paths. Below a folder that only root may enter (a checkout in
   * /root), PostgreSQL keeps root's right to pass through folders, where `setpriv` (Linux) can give it that;
   * opening the folder to everybody instead is not ours to decide.
   *
   * @param user undefined for the user of this process
   * @throws Error naming the folder that is in the way.
   */
  static async for(user: ServerUser | undefined, paths: readonly string[]): Promise<Account> {
    if (user === undefined) return new Account(undefined, []);
    for (const path of paths) {
      const closed = await closedFolderAbove(path, user);
      if (closed === undefined) continue;
      const prefix = await searchingAs(user);
      if (prefix !== undefined) return new Account(user, prefix);
      throw new Error(
        `PostgreSQL cannot run as root, and user id ${user.uid}, which runs it, may not enter ${closed} ` +
          `on the way to ${path}. Allow it (chmod o+x ${closed}), move the service and its data folder elsewhere, ` +
          'start it as an ordinary user, or set DATABASE_URL.',
      );
    }
    return new Account(user, []);
  }

  async own(path: string): Promise<void> {
    if (this.user !== undefined) await lchown(path, this.user.uid, this.user.gid);
  }

  async ownAllBelow(path: string): Promise<void> {
    if (this.user === undefined) return;
    await promisify(execFile)('chown', ['-R', `${this.user.uid}:${this.user.gid}`, path]);
  }

  spawn(program: string, args: readonly string[], options: Pick<SpawnOptions, 'stdio' | 'detached'>): ChildProcess {
    const [file = program, ...rest] = [...this.prefix, program, ...args];
    const become = this.user !== undefined && this.prefix.length === 0;
    return spawn(file, rest, {
      ...options,
      // PostgreSQL looks up its working directory, which the user may not be allowed to see.
      cwd: process.platform === 'win32' ? dirname(program) : '/',
      env: { ...passedOn(), LC_ALL: 'C', TZ: 'UTC' },
      windowsHide: true,
      ...(become ? { uid: this.user.uid | 0, gid: this.user.gid | 0 } : {}),
    });
  }
}

function passedOn(): NodeJS.ProcessEnv {
  return Object.fromEntries(PASSED_ON.flatMap(name => (name in process.env ? [[name, process.env[name]]] : [])));
}

async function searchingAs(user: ServerUser): Promise<string[] | undefined> {
  try {
    const status = await readFile('/proc/self/status', 'utf8');
    const held = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`);
    const right = SEARCH_RIGHTS.find(({ bit }) => (held >> bit) & 1n);
    if (right === undefined) return undefined;
    const identity = ['--reuid', `${user.uid}`, '--regid', `${user.gid}`, '--clear-groups'];
    // Without the securebit, access(2), by which PostgreSQL checks its own files, would not count the right.
    const rights = ['--securebits', '+no_setuid_fixup', `--inh-caps=+${right.name}`, `--ambient-caps=+${right.name}`];
    const prefix = ['setpriv', ...identity, ...rights, '--'];
    await promisify(execFile)('setpriv', [...prefix.slice(1), 'true'], { env: passedOn() });
    return prefix;
  } catch {
    return undefined;
  }
}
