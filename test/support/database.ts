import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

const { Client } = pg;

const CUT_OFF = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = $1 AND backend_type = 'client backend'`;

interface Server {
  readonly url: string;
  /** A database with the schema and nothing else. */
  readonly template: string;
}

/** A database of its own for one test file, on the server that all of them share. */
export class TestDatabase {
  private constructor(
    readonly url: string,
    private readonly name: string,
    private readonly server: Server,
  ) {}

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
    await runOn(server.url, `CREATE DATABASE ${name} TEMPLATE ${templateOf(server)}`);
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    return new TestDatabase(url.href, name, server);
  }

  query<Row = Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return runOn(this.url, sql, values);
  }

  async drop(): Promise<void> {
    // FORCE would have to end autovacuum's workers too, which are not ours to end; without it PostgreSQL does so itself.
    await runOn(this.server.url, CUT_OFF, [this.name]);
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
