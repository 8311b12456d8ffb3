import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import type { Chore } from './chore.js';
import { Chores } from './chores.js';

/** Rows that one statement touches: with 25 the slowest hundredth of refreshes took a tenth longer meanwhile, with 100 a fifth. */
const BATCH = 25;
/**
 * After each batch it rests for so many times as long as that took: who serves requests needs the rest of the database. With 4
 * the slowest hundredth of refreshes took up to a quarter longer, on two cores that had nothing left; 600 rows a second remain.
 */
const REST = 8;

/**
 * Does all chores, in bounded batches. Any number of replicas may do it at once, and again. Nothing is removed while a
 * token of it could be alive, so nothing comes back to life by it.
 */
@Injectable()
export class CleanUp {
  private readonly logger = new Logger(CleanUp.name);

  constructor(private readonly chores: Chores) {}

  /**
   * One chore that fails does not keep the others from being done.
   * @param signal breaks off between two batches: what is left is there the next time
   * @returns how many rows each chore concerned
   */
  async run(signal?: AbortSignal): Promise<Record<string, number>> {
    const report: Record<string, number> = {};
    const worthTelling: string[] = [];
    for (const chore of this.chores.all) {
      if (signal?.aborted === true) break;
      const count = await this.attempt(chore, signal);
      if (count === undefined) continue;
      report[chore.done] = count;
      if (count > 0 && !chore.isRoutine) worthTelling.push(`${count} ${chore.done}`);
    }
    if (worthTelling.length > 0) this.logger.log(worthTelling.join(', '));
    return report;
  }

  private async attempt(chore: Chore, signal?: AbortSignal): Promise<number | undefined> {
    try {
      return await untilNothingIsLeft(chore, signal);
    } catch (error) {
      this.logger.warn(`Not done this time: ${chore.done}: ${String(error)}`);
      return 0;
    }
  }
}

async function untilNothingIsLeft(chore: Chore, signal?: AbortSignal): Promise<number | undefined> {
  let total = 0;
  for (;;) {
    const began = performance.now();
    const count = await chore.execute(BATCH);
    if (count === undefined) return undefined;
    total += count;
    if (count < BATCH || signal?.aborted === true) return total;
    await rest((performance.now() - began) * REST, signal);
  }
}

async function rest(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal }).catch(() => undefined);
}
