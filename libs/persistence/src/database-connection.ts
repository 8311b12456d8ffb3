import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config, Readiness } from '#libs/platform';
import { Database } from './database.js';
import { isUnavailable } from './database-errors.js';
import { migrate } from './migrate.js';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5000;

/** Makes the connection at start, however long the database takes to appear, and ends it at shutdown. */
@Injectable()
export class DatabaseConnection implements OnApplicationShutdown {
  private readonly logger = new Logger('Database');
  private readonly stopping = new AbortController();

  constructor(
    private readonly dataSource: DataSource,
    private readonly config: Config,
    database: Database,
    readiness: Readiness,
  ) {
    readiness.addCheck('database', () => database.ping());
  }

  /** Resolves once connected and migrated; tries again with growing pauses until then or until shutdown. */
  async open(): Promise<void> {
    await this.insist('connect to and migrate the database', async () => {
      await migrate(this.config.databaseUrl ?? '', this.dataSource.options.entities ?? []);
      if (!this.dataSource.isInitialized) await this.dataSource.initialize();
    });
  }

  /**
   * Tries `work` until it succeeds, as long as it fails for want of the database; each failure is logged. Any other
   * error passes, and so does the abort at shutdown.
   */
  async insist(what: string, work: () => Promise<void>): Promise<void> {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        return await work();
      } catch (error) {
        this.stopping.signal.throwIfAborted();
        if (!isUnavailable(error)) throw error;
        this.logger.warn(`Could not ${what}, trying again in ${pause} ms: ${String(error)}`);
        await delay(pause, undefined, { signal: this.stopping.signal });
      }
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}
