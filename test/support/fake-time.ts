import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isThere } from './installed.js';

/** Debian's libfaketime, where it is installed. */
const LIBRARY = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu']
  .map(folder => `${folder}/faketime/libfaketimeMT.so.1`)
  .find(isThere);

/** Whether the clock of a process can be set wrong here; where not, what needs that is left out, and says so. */
export const clocksAreToBeSet = LIBRARY !== undefined;

/** The environment of a process whose clock is off. @param by such as `+1h` */
export const clockOff = (by: string): Record<string, string> => ({
  LD_PRELOAD: LIBRARY ?? '',
  FAKETIME: by,
  FAKETIME_DONT_FAKE_MONOTONIC: '1',
});

/** The clock of a process, which goes as every other one does, and can be put forward while the process runs. */
export class MovableClock {
  private seconds = 0;

  private constructor(private readonly folder: string) {}

  static async make(): Promise<MovableClock> {
    const clock = new MovableClock(await mkdtemp(join(tmpdir(), 'gatehouse-clock-')));
    await clock.forward(0);
    return clock;
  }

  /** Of the process that is to have it. */
  get environment(): Record<string, string> {
    return {
      // With the usual malloc: that of Redis asks for the time when libfaketime asks it for memory, and so on.
      LD_PRELOAD: `${LIBRARY ?? ''}:libc.so.6`,
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      FAKETIME_TIMESTAMP_FILE: this.file,
      FAKETIME_NO_CACHE: '1',
    };
  }

  /** As if so many seconds went by at once. */
  async forward(seconds: number): Promise<void> {
    this.seconds += seconds;
    await writeFile(`${this.file}.new`, `+${this.seconds}`);
    // Whole whenever it is read.
    await rename(`${this.file}.new`, this.file);
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true });
  }

  private get file(): string {
    return join(this.folder, 'offset');
  }
}
