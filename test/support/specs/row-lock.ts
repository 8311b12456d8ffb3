import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { TestDatabase } from '../database.js';

const LOOK_EVERY_MS = 20;

/** Holds rows of the database locked, as another transaction that takes its time would. */
export class RowLock {
  private constructor(
    private readonly holder: pg.Client,
    private readonly database: TestDatabase,
  ) {}

  /** @param select the rows, `FOR UPDATE` or the like, or what changes them */
  static async take(database: TestDatabase, select: string, values: unknown[] = []): Promise<RowLock> {
    const holder = new pg.Client(database.url);
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query(select, values);
    return new RowLock(holder, database);
  }

  /**
   * Resolves once somebody waits for the rows.
   * @throws Error if `work`, which has to, is done without having waited
   */
  async awaitedBy(work: Promise<unknown>): Promise<void> {
    const state = { isDone: false };
    const note = (): void => void (state.isDone = true);
    work.then(note, note);
    while (!(await this.hasWaiter())) {
      if (state.isDone) throw new Error('it was done without waiting for the rows');
      await delay(LOOK_EVERY_MS);
    }
  }

  release(): Promise<void> {
    return this.end('ROLLBACK');
  }

  /** Lets go of them, as they are by now: `select` may have changed them. */
  commit(): Promise<void> {
    return this.end('COMMIT');
  }

  private async end(how: 'COMMIT' | 'ROLLBACK'): Promise<void> {
    await this.holder.query(how);
    await this.holder.end();
  }

  private async hasWaiter(): Promise<boolean> {
    const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    return (await this.database.query(waiting)).length > 0;
  }
}
