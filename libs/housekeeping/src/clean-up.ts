import { Injectable, Logger } from '@nestjs/common';
import type { Chore } from './chore.js';
import { Chores } from './chores.js';

/** Rows that one statement touches: small enough that nobody waits for it. */
const BATCH = 500;

/**
 * Does all chores, in bounded batches. Any number of replicas may do it at once, and again. Nothing is removed while a
 * token of it could be alive, so nothing comes back to life by it.
 */
@Injectable()
export class CleanUp {
  private readonly logger = new Logger(CleanUp.name);

  constructor(private readonly chores: Chores) {}

  /** One chore that fails does not keep the others from being done. @returns how many rows each one concerned */
  async run(): Promise<Record<string, number>> {
    const report: Record<string, number> = {};
    for (const chore of this.chores.all) {
      const count = await this.attempt(chore);
      if (count !== undefined) report[chore.done] = count;
    }
    const worthTelling = Object.entries(report).filter(([, count]) => count > 0);
    if (worthTelling.length > 0) this.logger.log(worthTelling.map(([done, count]) => `${count} ${done}`).join(', '));
    return report;
  }

  private async attempt(chore: Chore): Promise<number | undefined> {
    try {
      return await untilNothingIsLeft(chore);
    } catch (error) {
      this.logger.warn(`Not done this time: ${chore.done}: ${String(error)}`);
      return 0;
    }
  }
}

async function untilNothingIsLeft(chore: Chore): Promise<number | undefined> {
  let total = 0;
  for (;;) {
    const count = await chore.execute(BATCH);
    if (count === undefined) return undefined;
    total += count;
    if (count < BATCH) return total;
  }
}
