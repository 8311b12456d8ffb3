import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** Milliseconds after which whoever holds the lock shows that it is alive. */
const BEAT = 1000;
/**
 * Milliseconds without a sign of life after which the lock is taken over. Together with a new refresh it stays below the ten
 * seconds in which the service repeats an answer that was lost with the process that was killed.
 */
const ABANDONED = 4000;
/** Milliseconds between looks. */
const LOOK = 15;

/**
 * A lock among processes: a file that is there while somebody holds it, and is touched again and again. Whoever waits
 * takes it for abandoned when they have seen it unchanged for so long, by their own clock. So nobody compares the
 * clocks of two machines, and nobody asks for ids of processes, which containers do not share.
 *
 * If a holder is stopped for longer than that, two may hold it for a moment. The store bears that: the second one's
 * refresh is answered like the first one's.
 */
export class FileLock {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  async hold<T>(work: () => Promise<T>): Promise<T> {
    const id = randomUUID();
    await this.#acquire(id);
    const beat = setInterval(() => this.#touch(id), BEAT);
    // A program that has nothing else to do may end.
    beat.unref();
    try {
      return await work();
    } finally {
      clearInterval(beat);
      this.#release(id);
    }
  }

  async #acquire(id: string): Promise<void> {
    let seen: { readonly state: string; readonly since: number } | undefined;
    while (!create(this.#path, id)) {
      const state = stateOf(this.#path);
      if (state !== undefined && state === seen?.state) {
        if (performance.now() - seen.since > ABANDONED) this.#takeAway(state);
      } else {
        seen = state === undefined ? undefined : { state, since: performance.now() };
      }
      // eslint-disable-next-line no-restricted-properties -- spreads the looks of those who wait; no secret
      await wait(LOOK * (0.5 + Math.random()));
    }
  }

  /**
   * Removes what was abandoned. One does it at a time, and looks again before: otherwise the second one would remove the lock that the
   * first one has taken meanwhile.
   */
  #takeAway(state: string): void {
    const guard = `${this.#path}.break`;
    if (!create(guard, '')) {
      // It lasts for some calls that nothing interrupts; so this one's maker was killed just then.
      if (ageOf(guard) > ABANDONED) rmSync(guard, { force: true });
      return;
    }
    try {
      if (stateOf(this.#path) === state) rmSync(this.#path, { force: true });
    } finally {
      rmSync(guard, { force: true });
    }
  }

  #touch(id: string): void {
    orLeaveIt(() => {
      if (this.#isHeldBy(id)) utimesSync(this.#path, new Date(), new Date());
    });
  }

  #release(id: string): void {
    orLeaveIt(() => {
      if (this.#isHeldBy(id)) rmSync(this.#path, { force: true });
    });
  }

  #isHeldBy(id: string): boolean {
    return ifThere(() => readFileSync(this.#path, 'utf8')) === id;
  }
}

/** Makes a file that must not be there yet. @returns whether it was not */
function create(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Changes whenever another one holds it, and with each sign of life. */
function stateOf(path: string): string | undefined {
  return ifThere(() => {
    const { ino, mtimeMs } = statSync(path);
    return `${ino} ${mtimeMs} ${readFileSync(path, 'utf8')}`;
  });
}

/**
 * Nobody could be told: a timer calls, or the work is done and its outcome is what counts. A lock that cannot be kept up or
 * removed is taken over like an abandoned one.
 */
function orLeaveIt(change: () => void): void {
  try {
    change();
  } catch {
    // As said above.
  }
}

function ageOf(path: string): number {
  return ifThere(() => Date.now() - statSync(path).mtimeMs) ?? 0;
}

function ifThere<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;
