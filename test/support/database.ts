import { randomBytes } from 'node:crypto';
import pg from 'pg';

const { Client } = pg;

const CUT_OFF = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = $1 AND backend_type = 'client backend'`;

/** A database of its own for one test file, on the server that all of them share. */
export class TestDatabase {
  private constructor(
    readonly url: string,
    private readonly name: string,
  ) {}

  /** An empty one. */
  static create(): Promise<TestDatabase> {
    return TestDatabase.from('template1');
  }

  /** One in which all migrations have run. */
  static createMigrated(): Promise<TestDatabase> {
    return TestDatabase.from(environment('GATEHOUSE_TEST_TEMPLATE'));
  }

  private static async from(template: string): Promise<TestDatabase> {
    const name = `test_${randomBytes(6).toString('hex')}`;
    await runOn(serverUrl(), `CREATE DATABASE ${name} TEMPLATE ${template}`);
    const url = new URL(serverUrl());
    url.pathname = `/${name}`;
    return new TestDatabase(url.href, name);
  }

  query<Row = Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return runOn(this.url, sql, values);
  }

  async drop(): Promise<void> {
    // FORCE would have to end autovacuum's workers too, which are not ours to end; without it PostgreSQL does so itself.
    await runOn(serverUrl(), CUT_OFF, [this.name]);
    await runOn(serverUrl(), `DROP DATABASE IF EXISTS ${this.name}`);
  }
}

const serverUrl = (): string => environment('GATEHOUSE_TEST_SERVER');

function environment(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error('the set-up of the tests has not started PostgreSQL');
  return value;
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
