/** Several hosts in DATABASE_URL: which of them serves, and when it is left for another. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestDatabase } from '../support/database.js';
import { walk } from '../support/essential-walk.js';
import { freePort } from '../support/free-port.js';
import { Gatehouse, testEnvironment } from '../support/gatehouse.js';
import { newLogin } from '../support/people.js';
import { PostgresServer } from '../support/postgres-server.js';
import { readiness, until } from '../support/readiness.js';

const DATABASE = 'gatehouse';
/** Sessions that requests and the feed are served by. */
const SESSIONS = `SELECT count(*)::int AS n FROM pg_stat_activity
  WHERE datname = '${DATABASE}' AND application_name <> 'gatehouse lookout'`;

const registering = (service: Gatehouse) => async (): Promise<number> =>
  (
    await service.api.post('/v1/auth/register', {
      email: `${randomUUID()}@example.test`,
      password: 'velvet-anchor-tundra-7',
    })
  ).status;

async function timelineOf(server: PostgresServer): Promise<string> {
  const [row] = await server.query<{ file: string }>('SELECT pg_walfile_name(pg_current_wal_insert_lsn()) AS file');
  return row?.file.slice(0, 8) ?? '';
}

/** What may befall a primary right before another takes over, by statements of its own superuser. */
const BEFORE: readonly (readonly [what: string, statements: readonly string[]])[] = [
  ['that is in use', []],
  [
    'to which one connection breaks',
    [`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'gatehouse' LIMIT 1`],
  ],
  [
    'that was made read-only',
    ['ALTER SYSTEM SET default_transaction_read_only = on', 'SELECT pg_reload_conf()', 'SELECT pg_sleep(0.3)'],
  ],
];

describe('with several hosts', () => {
  let one: PostgresServer;
  let other: PostgresServer;
  let service: Gatehouse | undefined;

  beforeAll(async () => {
    one = await PostgresServer.start();
    await one.query(`CREATE DATABASE ${DATABASE}`);
    await one.down();
    other = await PostgresServer.copyOf(one);
    await Promise.all([one.up(), other.up()]);
  });

  afterEach(() => service?.stop());
  afterAll(() => Promise.all([one.stop(), other.stop()]));

  const start = async (ports: readonly number[]): Promise<Gatehouse> => {
    const hosts = ports.map(port => `127.0.0.1:${port}`).join();
    const url = `postgres://postgres@${hosts}/${DATABASE}?target_session_attrs=read-write`;
    const started = await Gatehouse.launch(testEnvironment({ url } as TestDatabase));
    service = started;
    await started.ready();
    return started;
  };

  const sessionsOn = async (server: PostgresServer): Promise<number> =>
    (await server.query<{ n: number }>(SESSIONS))[0]?.n ?? 0;

  it('the first that serves is taken: a dead one, and one that may only be read, are passed over', async () => {
    await one.query(`ALTER DATABASE ${DATABASE} SET default_transaction_read_only = on`);
    const running = await start([await freePort(), one.port, other.port]);
    await walk(running);
    expect(await sessionsOn(one)).toBe(0);
    expect(await sessionsOn(other)).toBeGreaterThan(1);
    await one.query(`ALTER DATABASE ${DATABASE} RESET default_transaction_read_only`);
  });

  it('when the one in use ends, the next takes over, for requests and the feed, and nothing ends', async () => {
    const running = await start([one.port, other.port]);
    await walk(running);
    expect(await sessionsOn(one)).toBeGreaterThan(1);
    await one.down();
    await until(readiness(running), 200);
    // Here the other is another database: what counts is that all goes there.
    await until(async () => Math.min(1, await sessionsOn(other)), 1);
    await until(registering(running), 201);
    await one.up();
  });

  it('when the one in use becomes read-only, its connections are dropped and the next takes over', async () => {
    const running = await start([one.port, other.port]);
    await newLogin(running.api);
    expect(await sessionsOn(one)).toBeGreaterThan(1);
    await one.query('ALTER SYSTEM SET default_transaction_read_only = on');
    await one.query('SELECT pg_reload_conf()');
    // As balancers do all the time.
    await until(async () => {
      await readiness(running)();
      return sessionsOn(one);
    }, 0);
    await until(readiness(running), 200);
    // The pool's and the feed's.
    await until(async () => Math.min(2, await sessionsOn(other)), 2);
    await one.query('ALTER SYSTEM RESET default_transaction_read_only');
    await one.query('SELECT pg_reload_conf()');
  });

  it('one that does not tell its timeline is taken as what it says it is', async () => {
    const nobodyIsTold = `CREATE FUNCTION public.pg_walfile_name(pg_lsn) RETURNS text LANGUAGE plpgsql AS
      $$BEGIN RAISE EXCEPTION 'not here' USING ERRCODE = 'feature_not_supported'; END$$`;
    await one.query(nobodyIsTold, DATABASE);
    await one.query(`ALTER DATABASE ${DATABASE} SET search_path = public, pg_catalog`);
    const running = await start([one.port, other.port]);
    const said = `127.0.0.1:${one.port} does not tell its timeline`;
    await until(() => Promise.resolve(running.process.output().split(said).length), 2);
    await until(registering(running), 201);
    expect(await sessionsOn(one)).toBeGreaterThan(1);
    await one.query(`ALTER DATABASE ${DATABASE} RESET search_path`);
  });

  it.each(BEFORE)('a primary %s and was replaced is left, by all, however sure it is', async (_what, statements) => {
    await other.becomeStandby();
    const running = await start([other.port, one.port]);
    expect(await sessionsOn(one)).toBeGreaterThan(1);
    for (const text of statements) await one.query(text);
    await other.promote();
    await until(() => sessionsOn(one), 0);
    await until(registering(running), 201);
    await until(async () => Math.min(2, await sessionsOn(other)), 2);
    expect(running.process.output()).toContain('still takes itself for the primary, but another server has taken over');
    await one.query('ALTER SYSTEM RESET default_transaction_read_only');
    await one.query('SELECT pg_reload_conf()');
  });

  it('one that was replaced is not taken again when the other is gone, until it takes over itself', async () => {
    const running = await start([one.port, other.port]);
    expect([await sessionsOn(one), await registering(running)()]).toEqual([0, 201]);
    const latest = await timelineOf(other);
    await other.down();
    await until(readiness(running), 503);
    expect([await registering(running)(), await sessionsOn(one)]).toEqual([503, 0]);
    while ((await timelineOf(one)) <= latest) {
      await one.becomeStandby();
      await one.promote();
    }
    await until(registering(running), 201);
    await until(readiness(running), 200);
  });
});
