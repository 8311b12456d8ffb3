import { execFile } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { mkdtemp, open, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { canRun } from './installed.js';
import { use } from './use.js';

const run = promisify(execFile);
const KIB = 1024;
const MIB = KIB * KIB;

/** Whether a disk of a certain size can be had here: in memory, which takes the right to mount. */
export const smallDisksAreToBeHad = process.platform === 'linux' && canMount();

/** A disk for the tests of this block, where there can be one. */
export function useSmallDisk(mebibytes: number): SmallDisk | undefined {
  if (!smallDisksAreToBeHad) return undefined;
  return use(
    () => SmallDisk.of(mebibytes),
    disk => disk.remove(),
  );
}

/** A disk of its own, so small that it can be filled. */
export class SmallDisk {
  private constructor(readonly folder: string) {}

  static async of(mebibytes: number): Promise<SmallDisk> {
    const folder = await mkdtemp(join(tmpdir(), 'gatehouse-disk-'));
    await run('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m,mode=0755`, 'tmpfs', folder]);
    return new SmallDisk(folder);
  }

  /** Takes all the room that is left, and more of it than before if there is some again. */
  async fill(): Promise<void> {
    const ballast = await open(this.ballast, 'a');
    try {
      for (const size of [MIB, 4 * KIB]) while (await fits(ballast.write(Buffer.alloc(size)))) continue;
    } finally {
      await ballast.close();
    }
  }

  async free(): Promise<void> {
    await rm(this.ballast, { force: true });
  }

  async remove(): Promise<void> {
    await run('umount', [this.folder]);
    await rmdir(this.folder);
  }

  private get ballast(): string {
    return join(this.folder, 'ballast');
  }
}

/** Less than all of it was written where the disk had room for a part only; the next attempt tells. */
async function fits(writing: Promise<unknown>): Promise<boolean> {
  try {
    await writing;
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOSPC') return false;
    throw error;
  }
}

function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-disk-'));
  try {
    return canRun('mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder) && canRun('umount', folder);
  } finally {
    rmdirSync(folder);
  }
}
