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

/** Batches of one chore before the others have their turn: a table that strangers fill as fast as it is emptied must not hold them up. */
const TURN = 100;

/**
 * Does all chores, in bounded batches. Any number of replicas may do it at once, and again. Nothing is removed while a
 * token of it could be alive, so nothing comes back to life by it.
 */
@Injectable()
export class CleanUp {
  private readonly logger = new Logger(CleanUp.name);

  constructor(private readonly chores: Chores) {}

  /**
   * One chore that fails does not keep the others from being done, nor does one that has always more to do.
   * @param signal breaks off between two batches: what is left is there the next time
   * @returns how many rows each chore concerned
   */
  async run(signal?: AbortSignal): Promise<Record<string, number>> {
    const report: Record<string, number> = {};
    while (await this.takeTurns(report, signal)) continue;
    const worthTelling = this.chores.all.filter(({ done, isRoutine }) => !isRoutine && (report[done] ?? 0) > 0);
    if (worthTelling.length > 0) this.logger.log(worthTelling.map(({ done }) => `${report[done]} ${done}`).join(', '));
    return report;
  }

  /** @returns whether somebody has more to do */
  private async takeTurns(report: Record<string, number>, signal?: AbortSignal): Promise<boolean> {
    let isMore = false;
    for (const chore of this.chores.all) {
      if (signal?.aborted === true) return false;
      const turn = await this.attempt(chore, signal);
      if (turn === undefined) continue;
      report[chore.done] = (report[chore.done] ?? 0) + turn.count;
      isMore ||= turn.isMore;
    }
    return isMore;
  }

  private async attempt(chore: Chore, signal?: AbortSignal): Promise<Turn | undefined> {
    try {
      return await turnOf(chore, signal);
    } catch (error) {
      this.logger.warn(`Not done this time: ${chore.done}: ${String(error)}`);
      return { count: 0, isMore: false };
    }
  }
}

/** What a chore has done in one go. */
interface Turn {
  readonly count: number;
  readonly isMore: boolean;
}

async function turnOf(chore: Chore, signal?: AbortSignal): Promise<Turn | undefined> {
  let total = 0;
  for (let batches = 1; ; batches++) {
    const began = performance.now();
    const count = await chore.execute(BATCH);
    if (count === undefined) return undefined;
    total += count;
    if (count < BATCH || signal?.aborted === true) return { count: total, isMore: false };
    await rest((performance.now() - began) * REST, signal);
    if (batches === TURN) return { count: total, isMore: true };
  }
}

async function rest(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal }).catch(() => undefined);
}
