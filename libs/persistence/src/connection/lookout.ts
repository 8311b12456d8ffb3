import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { DatabaseHost, DatabaseServer } from '#libs/platform';
import { isNotOffered } from '../database-errors.js';
import type { Connection } from './connection.js';
import { nameOf } from './place.js';
import { LOOKOUT } from './purpose.js';
import { connectTo, explore } from './scout.js';

/** For so long a server may have been replaced before we know it. */
const PERIOD_MS = 200;
/** Before one that has not answered is asked again, the first time and at most. */
const [PAUSE_MS, LONGEST_PAUSE_MS] = [500, 5000];
const TIMELINE_DIGITS = 8;

/** The name of the file that is written begins with the timeline; a standby writes none. */
const WRITTEN_FILE = `SELECT CASE WHEN NOT pg_is_in_recovery() THEN pg_walfile_name(pg_current_wal_insert_lsn()) END AS file`;

/** Keeps asking one of several servers whether it takes itself for the primary, and on which timeline. */
export class Lookout {
  private readonly logger = new Logger('Database');
  private connection: Connection | undefined;

  /** @param heard is told the timeline that the server writes, or that it writes none */
  constructor(
    private readonly server: DatabaseServer,
    private readonly host: DatabaseHost,
    private readonly heard: (timeline: number | undefined) => void,
  ) {}

  /** Goes on until `signal` is aborted. Whatever becomes of the server, this never fails. */
  async keep(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      try {
        this.heard(await this.ask());
        failures = 0;
      } catch (error) {
        this.drop();
        if (this.refuses(error)) return;
        failures++;
      }
      const pause = failures === 0 ? PERIOD_MS : Math.min(PAUSE_MS * failures, LONGEST_PAUSE_MS);
      await delay(pause, undefined, { signal }).catch(() => undefined);
    }
    this.drop();
  }

  private async ask(): Promise<number | undefined> {
    this.connection ??= await connectTo(this.server, (await explore(this.server, this.host)).place, LOOKOUT);
    const { rows } = await this.connection.query<{ file: string | null }>(WRITTEN_FILE);
    const file = rows[0]?.file ?? undefined;
    return file === undefined ? undefined : Number.parseInt(file.slice(0, TIMELINE_DIGITS), 16);
  }

  private refuses(error: unknown): boolean {
    if (!isNotOffered(error)) return false;
    const what = 'does not tell its timeline: if it is replaced and does not know it, nobody will notice here';
    this.logger.warn(`The server at ${nameOf(this.host)} ${what}.`);
    return true;
  }

  private drop(): void {
    void this.connection?.end().catch(() => undefined);
    this.connection = undefined;
  }
}
