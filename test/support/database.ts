import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

const { Client, Pool } = pg;

const CUT_OFF = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = $1 AND backend_type = 'client backend'`;

interface Server {
  readonly url: string;
  /** A database with the schema and nothing else. */
  readonly template: string;
}

/** A database of its own for one test file, on the server that all of them share. */
export class TestDatabase {
  /** To make a connection takes fifty times what a query does. */
  private readonly pool: pg.Pool;

  private constructor(
    readonly url: string,
    private readonly name: string,
    private readonly server: Server,
  ) {
    this.pool = new Pool({ connectionString: url, max: 50, idleTimeoutMillis: 2_000, allowExitOnIdle: true });
    // Tests end connections, and this one's are among them.
    this.pool.on('error', () => undefined);
  }

  /** An empty one. */
  static create(): Promise<TestDatabase> {
    return TestDatabase.from(() => 'template1');
  }

  /** One in which all migrations have run. */
  static createMigrated(): Promise<TestDatabase> {
    return TestDatabase.from(server => server.template);
  }

  private static async from(templateOf: (server: Server) => string): Promise<TestDatabase> {
    const server = await theServer();
    const name = `test_${randomBytes(6).toString('hex')}`;
    // Files need not be logged that nobody wants back after a crash.
    await runOn(server.url, `CREATE DATABASE ${name} TEMPLATE ${templateOf(server)} STRATEGY FILE_COPY`);
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    return new TestDatabase(url.href, name, server);
  }

  async query<Row = Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.pool.query(sql, values)).rows as Row[];
  }

  async drop(): Promise<void> {
    // What is under way on it is cut off, too.
    const ended = this.pool.end();
    // FORCE would have to end autovacuum's workers too, which are not ours to end; without it PostgreSQL does so itself.
    await runOn(this.server.url, CUT_OFF, [this.name]);
    await ended;
    await runOn(this.server.url, `DROP DATABASE IF EXISTS ${this.name}`);
  }
}

/** Waits until the server is there, which the set-up of the tests has begun to start. */
async function theServer(): Promise<Server> {
  const file = process.env['GATEHOUSE_TEST_SERVER'];
  if (file === undefined) throw new Error('the set-up of the tests has not run');
  while (!existsSync(file)) await delay(20);
  const server = JSON.parse(await readFile(file, 'utf8')) as Server & { error?: string };
  if (server.error !== undefined) throw new Error(server.error);
  return server;
}

async function runOn<Row>(url: string, sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query(sql, values)).rows as Row[];
  } finally {
    await client.end();
  }
}
