import { Logger } from '@nestjs/common';
import type { Draw, Drawn, Wanted } from './drawn-numbers.js';

/** After a draw that has failed, this process counts by itself for so long. */
const ON_ITS_OWN_MS = 5000;
const LOG_INTERVAL_MS = 60_000;

/**
 * Numbers that the primary gives out. If it does not answer in time it is not asked for a while: workers may then let through as
 * much as each of them would alone, but keep nobody waiting.
 */
export class PrimarysNumbers {
  private readonly logger = new Logger('RateLimit');
  private onItsOwnUntil = -Infinity;
  private lastLogged = -Infinity;

  /** @param ask asks the primary */
  constructor(private readonly ask: Draw) {}

  async draw(wanted: readonly Wanted[]): Promise<readonly Drawn[] | undefined> {
    if (performance.now() < this.onItsOwnUntil) return undefined;
    const drawn = await this.ask(wanted);
    if (drawn === undefined) this.noteFailure();
    return drawn;
  }

  private noteFailure(): void {
    const now = performance.now();
    this.onItsOwnUntil = now + ON_ITS_OWN_MS;
    if (now - this.lastLogged < LOG_INTERVAL_MS) return;
    this.lastLogged = now;
    this.logger.warn('The primary does not answer: this worker counts by itself, so limits may be passed for a while');
  }
}
