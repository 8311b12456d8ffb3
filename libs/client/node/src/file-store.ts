import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { keptIn } from '../../src/browser-store.js';
import { inTurn, type LockedStore, TOKENS, type Tokens } from '../../src/store.js';
import { FileLock } from './file-lock.js';

/**
 * Keeps a login in a file that only its owner may read, for all processes that use the same one: command lines, workers. The
 * lock beside it (`<path>.lock`) holds among them; what a process that was killed has left there is taken over within
 * seconds. Not for a network file system whose creation of files is not exclusive.
 */
export function fileStore(path: string): LockedStore<Tokens> {
  const file = resolve(path);
  const lock = new FileLock(`${file}.lock`);
  const inThisProcess = inTurn();
  const withFolder = async <T>(work: () => Promise<T>): Promise<T> => {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    return work();
  };
  return {
    read: async () => keptIn(await textOf(file), TOKENS) as Tokens | undefined,
    write: kept =>
      kept === undefined ? rm(file, { force: true }) : withFolder(() => replace(file, JSON.stringify(kept))),
    lock: work => inThisProcess(() => withFolder(() => lock.hold(work))),
  };
}

async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Whoever reads sees the old text or the new one, and so does whoever comes after a loss of power. */
async function replace(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomUUID()}.tmp`;
  try {
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
