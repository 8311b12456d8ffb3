import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { TestDatabase } from '../support/database.js';
import { walk } from '../support/essential-walk.js';
import { Gatehouse, testEnvironment } from '../support/gatehouse.js';
import { describeWhere } from '../support/left-out.js';
import { newLogin } from '../support/people.js';
import { PgBouncer, pgbouncerIsInstalled } from '../support/pgbouncer.js';
import { PostgresServer } from '../support/postgres-server.js';
import { range, tally } from '../support/rounds.js';

const DATABASE = 'pooled';
/** What the service asks for beside what PgBouncer knows, as an operator may have told it to swallow. */
const SWALLOWED =
  'IntervalStyle, bytea_output, extra_float_digits, default_transaction_isolation, default_transaction_deferrable, ' +
  'statement_timeout, lock_timeout, idle_in_transaction_session_timeout, idle_session_timeout, row_security, ' +
  'transform_null_equals, array_nulls, exit_on_error, client_min_messages, jit, plan_cache_mode';

const otherwise = 'everything behind PgBouncer, since there is no pgbouncer here';
const describeHere = describeWhere(pgbouncerIsInstalled, otherwise);

describeHere('behind PgBouncer that pools by the transaction', () => {
  let server: PostgresServer;
  let bouncer: PgBouncer | undefined;
  const services: Gatehouse[] = [];

  beforeAll(async () => {
    server = await PostgresServer.start();
    await server.query(`CREATE DATABASE ${DATABASE}`);
  });

  afterEach(async () => {
    for (const service of services.splice(0)) await service.stop();
    await bouncer?.stop();
  });

  afterAll(() => server.stop());

  async function start(through: PgBouncer, settings: Record<string, string> = {}): Promise<Gatehouse> {
    const database = { url: through.url(DATABASE) } as TestDatabase;
    const service = await Gatehouse.launch(testEnvironment(database, settings));
    services.push(service);
    await service.ready();
    return service;
  }

  /** Many at once, so that statements of one connection run in the sessions of others. */
  async function crowd({ api }: Gatehouse): Promise<number[]> {
    const { tokens } = await newLogin(api);
    const statuses = range(60).map(async () => (await api.me(tokens.access_token)).status);
    return Promise.all(statuses);
  }

  it('it finds that out by itself and works, in any number of instances', async () => {
    bouncer = await PgBouncer.before(server);
    const through = bouncer;
    const [one, other] = await Promise.all([start(through), start(through)]);
    await walk(one);
    await walk(other);
    expect(tally(await crowd(one))).toEqual({ 200: 60 });
    expect(one.process.output()).toMatch(/A pooler stands at 127\.0\.0\.1/);
    // What one revokes the other knows, though it cannot listen.
    const { tokens } = await newLogin(one.api);
    expect((await other.api.me(tokens.access_token)).status).toBe(200);
    expect((await one.api.post('/v1/auth/logout', undefined, { token: tokens.access_token })).status).toBe(204);
    while ((await other.api.me(tokens.access_token)).status !== 401);
    const listening = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE query LIKE 'LISTEN%'`;
    expect((await server.query(listening))[0]).toEqual({ n: 0 });
  });

  it('which swallows what it does not know, it finds that out as well', async () => {
    bouncer = await PgBouncer.before(server, { ignore_startup_parameters: SWALLOWED });
    const service = await start(bouncer);
    await walk(service);
    expect(tally(await crowd(service))).toEqual({ 200: 60 });
    expect(service.process.output()).toMatch(/A pooler stands at 127\.0\.0\.1/);
  });

  it('which says of all the world that it is set otherwise, it works, and names what to set', async () => {
    await server.query(`ALTER DATABASE ${DATABASE} SET default_transaction_isolation = 'serializable'`);
    await server.query(`ALTER DATABASE ${DATABASE} SET DateStyle = 'German, DMY'`);
    await server.query(`ALTER DATABASE ${DATABASE} SET bytea_output = 'escape'`);
    bouncer = await PgBouncer.before(server);
    const service = await start(bouncer);
    await walk(service);
    expect(service.process.output()).toMatch(
      /not what they have to be.*: bytea_output, default_transaction_isolation\./,
    );
    await server.query(`ALTER DATABASE ${DATABASE} RESET ALL`);
  });

  it('with names that are lost it goes on without them', async () => {
    bouncer = await PgBouncer.before(server);
    const service = await start(bouncer, { DATABASE_PREPARED: 'on' });
    await walk(service);
    const statuses = await crowd(service);
    expect(tally(statuses)).toEqual({ 200: 60 });
  });

  it('it listens and migrates where DATABASE_DIRECT_URL leads', async () => {
    bouncer = await PgBouncer.before(server);
    const service = await start(bouncer, { DATABASE_DIRECT_URL: server.url(DATABASE) });
    await walk(service);
    const direct = `SELECT count(*)::int AS n FROM pg_stat_activity
      WHERE datname = '${DATABASE}' AND application_name = 'gatehouse feed'`;
    expect((await server.query(direct))[0]).toEqual({ n: 1 });
  });
});
