import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DomainError, Readiness } from '#libs/platform';
import { AbilityToWork } from './ability/ability-to-work.js';
import { isUnavailable, plainReason, UnexpectedValue } from './database-errors.js';
import { migrate } from './migrate.js';
import { Routes } from './routes.js';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5000;
const LETTING_GO_MS = 3000;

/** Makes the connection at start, however long the database takes to appear, and ends it at shutdown. */
@Injectable()
export class DatabaseConnection implements OnApplicationShutdown {
  private readonly logger = new Logger('Database');
  private readonly stopping = new AbortController();

  constructor(
    private readonly dataSource: DataSource,
    private readonly routes: Routes,
    ability: AbilityToWork,
    readiness: Readiness,
  ) {
    readiness.addCheck('database', () => ability.assert());
  }

  /** Resolves once connected and migrated; tries again with growing pauses until then or until shutdown. */
  async open(): Promise<void> {
    this.routes.lookOut(this.stopping.signal);
    await this.insist('connect to and migrate the database', () => this.connect());
  }

  /**
   * The same for somebody who waits for the answer: tries for so long, and says nothing before the end.
   * @param patienceMs milliseconds after which no other attempt begins
   * @throws DomainError `database_unavailable` that tells why the last attempt failed
   */
  async openWithin(patienceMs: number): Promise<void> {
    const end = performance.now() + patienceMs;
    for (let pause = FIRST_PAUSE_MS; ; pause *= 2) {
      try {
        return await this.connect();
      } catch (error) {
        if (!isUnavailable(error)) throw error;
        const left = end - performance.now();
        if (left <= 0) throw unreachable(error);
        await delay(Math.min(pause, left), undefined, { signal: this.stopping.signal });
      }
    }
  }

  /**
   * Tries `work` until it succeeds, as long as it fails for want of the database, or for what stands in it and has to
   * be put right there; each failure is logged. Any other error passes, and so does the abort at shutdown.
   */
  async insist(what: string, work: () => Promise<void>): Promise<void> {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        return await work();
      } catch (error) {
        this.stopping.signal.throwIfAborted();
        if (!isUnavailable(error) && !(error instanceof UnexpectedValue)) throw error;
        this.logger.warn(`Could not ${what}, trying again in ${pause} ms: ${reasonOf(error)}`);
        await delay(pause, undefined, { signal: this.stopping.signal });
      }
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    if (!this.dataSource.isInitialized) return;
    const waiting = new AbortController();
    // A server that says nothing any more, not even to a good-bye, must not keep the process from going.
    const patience = delay(LETTING_GO_MS, undefined, { signal: waiting.signal }).catch(() => undefined);
    await Promise.race([this.dataSource.destroy(), patience]).finally(() => waiting.abort());
  }

  private async connect(): Promise<void> {
    await migrate(this.routes.direct, this.dataSource.options.entities ?? []);
    if (!this.dataSource.isInitialized) await this.dataSource.initialize();
  }
}

/** What a `database_unavailable` says is for callers; the reason is what it was caused by. */
function reasonOf(error: unknown): string {
  return error instanceof DomainError && error.cause instanceof Error ? String(error.cause) : String(error);
}

function unreachable(cause: unknown): DomainError {
  const detail = `The database cannot be reached: ${plainReason(cause)}.`;
  return new DomainError('database_unavailable', { detail, cause });
}
