import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { DatabaseHost, DatabaseServer } from '#libs/platform';
import { plainReason } from '../database-errors.js';
import type { Connection } from './connection.js';
import { nameOf } from './place.js';
import { LOOKOUT } from './purpose.js';
import { connectTo, explore } from './scout.js';
import { askForWord, type Word } from './word.js';

/** For so long a server may have been replaced before we know it. */
const PERIOD_MS = 200;
/** Before one that has not answered is asked again, the first time and at most. */
const [PAUSE_MS, LONGEST_PAUSE_MS] = [500, 2000];
/** Before one that does not let itself be asked is asked again: somebody may have allowed it. */
const REFUSED_PAUSE_MS = 60_000;
/** After so many failures one after the other it is said. */
const SAID_AFTER = 5;

/** Keeps asking one of several servers whether it takes itself for the primary, and on which timeline. */
export class Lookout {
  private readonly logger = new Logger('Database');
  private connection: Connection | undefined;
  private failures = 0;

  /** @param heard is told what the server says, and tells whether that is over */
  constructor(
    private readonly server: DatabaseServer,
    private readonly host: DatabaseHost,
    private readonly heard: (word: Word) => boolean,
  ) {}

  /** Goes on until `signal` is aborted. Whatever becomes of the server, this never fails. */
  async keep(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const pause = await this.look();
      await delay(pause, undefined, { signal }).catch(() => undefined);
    }
    this.drop();
  }

  /** @returns after how many milliseconds to look again */
  private async look(): Promise<number> {
    const isKept = this.connection !== undefined;
    try {
      this.connection ??= await connectTo(this.server, (await explore(this.server, this.host)).place, LOOKOUT);
      const word = await askForWord(this.connection);
      if (word === undefined) return this.refused();
      this.failures = 0;
      if (!this.heard(word)) return PERIOD_MS;
      // The name may lead to another server by now, and the connection still to the old one.
      this.drop();
      return PAUSE_MS;
    } catch (error) {
      this.drop();
      return isKept ? 0 : this.failed(error);
    }
  }

  private failed(error: unknown): number {
    if (++this.failures === SAID_AFTER)
      this.warn(`cannot be asked whether it has been replaced: ${plainReason(error)}`);
    return Math.min(PAUSE_MS * this.failures, LONGEST_PAUSE_MS);
  }

  private refused(): number {
    this.drop();
    if (this.failures++ === 0) this.warn('does not tell its timeline: if it is replaced, it may not be noticed');
    return REFUSED_PAUSE_MS;
  }

  private warn(what: string): void {
    this.logger.warn(`The server at ${nameOf(this.host)} ${what}.`);
  }

  private drop(): void {
    void this.connection?.end().catch(() => undefined);
    this.connection = undefined;
  }
}
