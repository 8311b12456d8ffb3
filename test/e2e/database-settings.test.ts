import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cleanUp } from '../support/clean-up.js';
import { CommandLine } from '../support/command-line.js';
import { TestDatabase } from '../support/database.js';
import { walk } from '../support/essential-walk.js';
import { Gatehouse, testEnvironment } from '../support/gatehouse.js';
import { PostgresServer } from '../support/postgres-server.js';

/** What an operator, or another program on the same server, may have set; each changes what a statement means or gives. */
const HOSTILE: Record<string, string> = {
  DateStyle: 'German, DMY',
  IntervalStyle: 'iso_8601',
  TimeZone: 'Australia/Lord_Howe',
  bytea_output: 'escape',
  extra_float_digits: '-15',
  client_encoding: 'LATIN1',
  standard_conforming_strings: 'off',
  default_transaction_isolation: 'serializable',
  default_transaction_deferrable: 'on',
  statement_timeout: '1',
  lock_timeout: '1',
  idle_in_transaction_session_timeout: '1',
  idle_session_timeout: '50',
  row_security: 'off',
  transform_null_equals: 'on',
  array_nulls: 'off',
  escape_string_warning: 'on',
  backslash_quote: 'on',
  exit_on_error: 'on',
  client_min_messages: 'debug5',
  plan_cache_mode: 'force_generic_plan',
  jit_above_cost: '0',
  jit_inline_above_cost: '0',
  jit_optimize_above_cost: '0',
  synchronous_commit: 'off',
  check_function_bodies: 'off',
  quote_all_identifiers: 'on',
  xmlbinary: 'hex',
  lc_messages: 'C',
  lc_time: 'C',
  transaction_timeout: '200',
};

const settings = (scope: string): string =>
  Object.entries(HOSTILE)
    .map(([name, value]) => `ALTER ${scope} SET ${name} = '${value}';`)
    .join('\n');

describe('whatever is set for', () => {
  let server: PostgresServer;

  beforeAll(async () => {
    server = await PostgresServer.start();
  });

  afterAll(() => server.stop());

  it.each([
    ['the database', 'DATABASE hostile_database'],
    ['the role', 'ROLE hostile_role'],
    ['the role in the database', 'ROLE hostile_both IN DATABASE hostile_both'],
  ])('%s, the service works as ever', async (_what, scope) => {
    const name = scope.split(' ')[1] ?? '';
    await server.query(`CREATE ROLE ${name} LOGIN`);
    await server.query(`CREATE DATABASE ${name} OWNER ${name}`);
    await server.query(settings(scope));
    const database = { url: server.url(name, name) } as TestDatabase;
    const service = await Gatehouse.launch(testEnvironment(database, { GATEHOUSE_CLEANUP_INTERVAL: '1s' }));
    try {
      await service.ready();
      await walk(service);
      // Sessions that are idle are not ended, and come out as they went in.
      await walk(service);
      expect(await new CommandLine(database).run('users', 'list')).toMatchObject({ code: 0, err: '' });
      await cleanUp(database);
    } finally {
      expect(await service.stop()).toBe(0);
    }
    expect(service.process.output()).not.toMatch(/Error|broken off/);
  });
});
