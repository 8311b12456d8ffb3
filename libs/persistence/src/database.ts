import { setTimeout as delay } from 'node:timers/promises';
import { randomInt } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import type { Pool, PoolClient, QueryConfig } from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import { DomainError } from '#libs/platform';
import type { Route } from './connection/route.js';
import { isFatal, isNameLost, isPlanOutdated, isRetryable, unavailableOr } from './database-errors.js';
import { Routes } from './routes.js';
import type { NothingElse, Statement } from './statement.js';
import { Turns } from './turns.js';

/** What can run a statement: the database itself, or a transaction. */
export abstract class StatementRunner {
  abstract run<Row, Values, Given extends Values>(
    statement: Statement<Row, Values>,
    values: Given & NothingElse<Values, Given>,
  ): Promise<Row[]>;
}

/** Puts a statement into the form in which the driver takes it. */
type Prepare = <Row, Values>(statement: Statement<Row, Values>, values: Values) => QueryConfig;

/** An open transaction. Valid only inside the function that it was given to. */
export class Transaction extends StatementRunner {
  private readonly sequels: ((committed: boolean) => unknown)[] = [];

  constructor(
    private readonly client: PoolClient,
    private readonly prepare: Prepare,
    private readonly turn?: string,
  ) {
    super();
  }

  /** For who is about to wait for a row that many may want: it has to be done by `Database.inTurn`. */
  assertTurn(turn: string): void {
    if (this.turn !== turn) throw new Error(`only in a turn of ${turn}`);
  }

  /**
   * Has something done once the transaction is over, and before whoever waits for it goes on. `sequel` runs after the
   * commit, and also where `work` refused and everything was undone. It does not run where the database failed, since
   * nobody is told anything then. It cannot undo the transaction any more, so it must not fail; if it does, the log
   * says so and nothing else happens.
   */
  afterwards(sequel: (committed: boolean) => unknown): void {
    this.sequels.push(sequel);
  }

  /** For `Database`: the transaction is over. */
  async settle(committed: boolean): Promise<void> {
    for (const sequel of this.sequels) {
      try {
        await sequel(committed);
      } catch (error) {
        logger.error(`What follows a transaction has failed: ${String(error)}`);
      }
    }
  }

  override async run<Row, Values, Given extends Values>(
    statement: Statement<Row, Values>,
    values: Given & NothingElse<Values, Given>,
  ): Promise<Row[]> {
    const { rows } = await this.client.query(this.prepare(statement, values));
    return rows as Row[];
  }
}

const logger = new Logger('Database');

const MAX_ATTEMPTS = 5;

/** The one way to PostgreSQL. Trouble on the way comes out as `database_unavailable`, never as a driver's error. */
@Injectable()
export class Database extends StatementRunner {
  private readonly turns = new Turns();
  private readonly route: Route;

  constructor(
    private readonly dataSource: DataSource,
    { requests }: Routes,
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
   */
  inTurn<T>(turn: string, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.turns.run(turn, () => this.attempts(work, turn));
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
        if (!isRetryable(error) || attempt === MAX_ATTEMPTS) throw unavailableOr(error);
        if (isNameLost(error)) {
          isRepeated = true;
          if (!isPlanOutdated(error)) this.route.names.noteLoss();
        } else await delay(randomInt(1, 10 * attempt));
      }
    }
  }

  private async runOnce<Row>(query: QueryConfig): Promise<Row[]> {
    const client = await this.pool().connect();
    try {
      const { rows } = await client.query(query);
      client.release();
      return rows as Row[];
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
      const client = (await runner.connect()) as PoolClient;
      // A session of our own has this level already; to name it costs a round trip.
      await runner.startTransaction(this.route.isPooled ? 'READ COMMITTED' : undefined);
      const result = await work(new Transaction(client, prepare, turn));
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
