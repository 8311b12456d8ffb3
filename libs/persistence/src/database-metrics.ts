import { Injectable } from '@nestjs/common';
import type { Pool, PoolClient, QueryConfig } from 'pg';
import { DataSource } from 'typeorm';
import { Config, inSpan, Metrics, type Timing } from '#libs/platform';

const OPEN_HELP = 'Connections to PostgreSQL that are open for requests.';
const BUSY_HELP = 'Those of them that are in use.';
const LIMIT_HELP = 'The most that there may be of them.';
const WAITING_HELP = 'Those who wait for a connection to PostgreSQL.';
const WAIT_HELP = 'How long somebody waits for a connection to PostgreSQL.';
const STATEMENT_HELP = 'How long PostgreSQL takes for a statement, with the way there and back.';
const TROUBLE_HELP =
  'Work on the database that went wrong: retried, since PostgreSQL asked for that, or unavailable, which callers are told.';

/** What can be measured of the way to PostgreSQL. */
@Injectable()
export class DatabaseMetrics {
  private readonly wait: Timing;
  private readonly statement: Timing;
  /** Counts one more that went wrong. */
  readonly trouble: (outcome: 'retried' | 'unavailable') => void;

  constructor(
    private readonly dataSource: DataSource,
    { database }: Config,
    metrics: Metrics,
  ) {
    const gauge = (name: string, help: string, read: (pool: Pool | undefined) => number): void =>
      metrics.addGauge(`gatehouse_database_${name}`, help, 'sum', () => read(this.pool));
    gauge('connections', OPEN_HELP, pool => pool?.totalCount ?? 0);
    gauge('connections_busy', BUSY_HELP, pool => (pool === undefined ? 0 : pool.totalCount - pool.idleCount));
    gauge('connections_limit', LIMIT_HELP, () => database?.poolSize ?? 0);
    gauge('waiting', WAITING_HELP, pool => pool?.waitingCount ?? 0);
    this.wait = metrics.addTimings('gatehouse_database_wait_seconds', WAIT_HELP)();
    this.statement = metrics.addTimings('gatehouse_database_statement_seconds', STATEMENT_HELP)();
    const outcomes = ['retried', 'unavailable'] as const;
    this.trouble = metrics.addCounter('gatehouse_database_troubles_total', TROUBLE_HELP, 'outcome', outcomes);
  }

  /** Waits for a connection. @throws what the pool throws */
  async connected<T>(connecting: Promise<T>): Promise<T> {
    const begun = performance.now();
    try {
      return await connecting;
    } finally {
      this.wait.note((performance.now() - begun) / 1000);
    }
  }

  /** Has the server run something. A trace has its name and not its text, and never its values. @throws what the driver throws */
  run<Row>(client: PoolClient, query: QueryConfig): Promise<Row[]> {
    const name = query.name ?? 'statement';
    return inSpan(
      name,
      { 'db.system.name': 'postgresql', 'db.query.summary': name },
      () => this.timed(client, query),
      'client',
    );
  }

  private async timed<Row>(client: PoolClient, query: QueryConfig): Promise<Row[]> {
    const begun = performance.now();
    try {
      const { rows } = await client.query(query);
      return rows as Row[];
    } finally {
      this.statement.note((performance.now() - begun) / 1000);
    }
  }

  /** There is none before the first connection. */
  private get pool(): Pool | undefined {
    return (this.dataSource.driver as unknown as { master?: Pool }).master;
  }
}
