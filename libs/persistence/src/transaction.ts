import { Logger } from '@nestjs/common';
import type { PoolClient, QueryConfig } from 'pg';
import type { DatabaseMetrics } from './database-metrics.js';
import type { NothingElse, Statement } from './statement.js';

const logger = new Logger('Database');

/** What can run a statement: the database itself, or a transaction. */
export abstract class StatementRunner {
  abstract run<Row, Values, Given extends Values>(
    statement: Statement<Row, Values>,
    values: Given & NothingElse<Values, Given>,
  ): Promise<Row[]>;
}

/** Puts a statement into the form in which the driver takes it. */
export type Prepare = <Row, Values>(statement: Statement<Row, Values>, values: Values) => QueryConfig;

/** An open transaction. Valid only inside the function that it was given to. */
export class Transaction extends StatementRunner {
  private readonly sequels: ((committed: boolean) => unknown)[] = [];

  constructor(
    private readonly client: PoolClient,
    private readonly prepare: Prepare,
    private readonly metrics: DatabaseMetrics,
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

  override run<Row, Values, Given extends Values>(
    statement: Statement<Row, Values>,
    values: Given & NothingElse<Values, Given>,
  ): Promise<Row[]> {
    return this.metrics.run<Row>(this.client, this.prepare(statement, values));
  }
}
