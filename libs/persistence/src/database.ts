import { setTimeout as delay } from 'node:timers/promises';
import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Pool, PoolClient, QueryConfig } from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import { DomainError } from '#libs/platform';
import type { Route } from './connection/route.js';
import { isFatal, isNameLost, isPlanOutdated, isRetryable, unavailableOr } from './database-errors.js';
import { DatabaseMetrics } from './database-metrics.js';
import { Routes } from './routes.js';
import type { NothingElse, Statement } from './statement.js';
import { type Prepare, StatementRunner, Transaction } from './transaction.js';
import { Turns } from './turns.js';

const MAX_ATTEMPTS = 5;

/** The one way to PostgreSQL. Trouble on the way comes out as `database_unavailable`, never as a driver's error. */
@Injectable()
export class Database extends StatementRunner {
  private readonly turns = new Turns();
  private readonly route: Route;

  constructor(
    private readonly dataSource: DataSource,
    { requests }: Routes,
    private readonly metrics: DatabaseMetrics,
  ) {
    super();
    this.route = requests;
  }

  /**
   * Runs one statement by itself, on any connection of the pool.
   * @throws DomainError `database_unavailable`
   */
  override run<Row, Values, Given extends Values>(
    statement: Statement<Row, Values>,
    values: Given & NothingElse<Values, Given>,
  ): Promise<Row[]> {
    return this.insist(prepare => this.runOnce<Row>(prepare(statement, values)));
  }

  /**
   * Runs `work` in a READ COMMITTED transaction, again where PostgreSQL asks for it (serialization failure or
   * deadlock), so `work` must have no effect but through its argument.
   * @throws DomainError `database_unavailable`, after which it is not known whether a commit went through
   */
  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.attempts(work);
  }

  /**
   * The same for work that has to wait for a row that many may want at once. Whoever waits in this process for the same
   * turn holds no connection meanwhile; otherwise a crowd would take all connections.
   * @param turn names what is waited for
   * @param open a transaction in this turn that is under way: then the work becomes a part of it, and is undone with it
   */
  async inTurn<T>(turn: string, work: (transaction: Transaction) => Promise<T>, open?: Transaction): Promise<T> {
    if (open !== undefined) {
      open.assertTurn(turn);
      return work(open);
    }
    return this.turns.run(turn, () => this.attempts(work, turn));
  }

  /**
   * Does the same and takes it back, whatever it was: so it tells what the work would come to, and is refused what the work would be.
   * Of what was to follow (`Transaction.afterwards`) nothing takes it for committed.
   */
  async tryInTurn<T>(turn: string, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const outcome: T[] = [];
    const takenBack = new TakenBack();
    try {
      await this.inTurn(turn, async transaction => {
        outcome[0] = await work(transaction);
        throw takenBack;
      });
    } catch (error) {
      if (error !== takenBack) throw error;
    }
    return outcome[0] as T;
  }

  private async attempts<T>(work: (transaction: Transaction) => Promise<T>, turn?: string): Promise<T> {
    const begun: Transaction[] = [];
    const noted = (transaction: Transaction): Promise<T> => work((begun[0] = transaction));
    try {
      const result = await this.insist(prepare => this.attempt(noted, prepare, turn));
      await begun[0]?.settle(true);
      return result;
    } catch (error) {
      if (!isDatabaseUnavailable(error)) await begun[0]?.settle(false);
      throw error;
    }
  }

  /** Does `work` again as long as PostgreSQL asks for that, a few times. @throws DomainError `database_unavailable` */
  private async insist<T>(work: (prepare: Prepare) => Promise<T>): Promise<T> {
    let isRepeated = false;
    const prepare: Prepare = (statement, values) =>
      this.route.names.apply(statement, values, { isPooled: this.route.isPooled, isRepeated });
    for (let attempt = 1; ; attempt++) {
      try {
        return await work(prepare);
      } catch (error) {
        this.route.heed(error);
        if (!isRetryable(error) || attempt === MAX_ATTEMPTS) throw this.told(error);
        this.metrics.trouble('retried');
        if (isNameLost(error)) {
          isRepeated = true;
          if (!isPlanOutdated(error)) this.route.names.noteLoss();
        } else await delay(randomInt(1, 10 * attempt));
      }
    }
  }

  /** What callers are told of it. */
  private told(error: unknown): unknown {
    const told = unavailableOr(error);
    if (isDatabaseUnavailable(told)) this.metrics.trouble('unavailable');
    return told;
  }

  private async runOnce<Row>(query: QueryConfig): Promise<Row[]> {
    const client = await this.metrics.connected(this.pool().connect());
    try {
      const rows = await this.metrics.run<Row>(client, query);
      client.release();
      return rows;
    } catch (error) {
      // A connection with an unanswered query, or with names that are not there, must not go back to the pool.
      client.release(isFatal(error));
      throw error;
    }
  }

  private async attempt<T>(
    work: (transaction: Transaction) => Promise<T>,
    prepare: Prepare,
    turn?: string,
  ): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await this.metrics.connected(runner.connect())) as PoolClient;
      // A session of our own has this level already; to name it costs a round trip.
      await runner.startTransaction(this.route.isPooled ? 'READ COMMITTED' : undefined);
      const result = await work(new Transaction(client, prepare, this.metrics, turn));
      await runner.commitTransaction();
      return result;
    } catch (error) {
      await abandon(runner, error);
      throw error;
    } finally {
      await runner.release();
    }
  }

  private pool(): Pool {
    const { master } = this.dataSource.driver as unknown as { master?: Pool };
    if (master === undefined) throw new Error('Driver not Connected');
    return master;
  }
}

/** Ends a transaction of which nothing is to stay. */
class TakenBack extends Error {}

const isDatabaseUnavailable = (error: unknown): boolean =>
  error instanceof DomainError && error.code === 'database_unavailable';

/** Rolls back; where the connection itself is in doubt, ends it instead, which the server takes for a rollback. */
async function abandon(runner: QueryRunner, error: unknown): Promise<void> {
  if (!runner.isTransactionActive) return;
  if (!isFatal(error)) {
    try {
      return await runner.rollbackTransaction();
    } catch {
      // The connection broke meanwhile: end it.
    }
  }
  const client = (await runner.connect()) as PoolClient & { end(): Promise<void> };
  void client.end().catch(() => undefined);
}
