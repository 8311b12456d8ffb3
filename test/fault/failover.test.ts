import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestDatabase } from '../support/database.js';
import { walk } from '../support/essential-walk.js';
import { Gatehouse } from '../support/gatehouse.js';
import { adminToken } from '../support/people.js';
import { PostgresServer } from '../support/postgres-server.js';
import { readiness, until } from '../support/readiness.js';

const DATABASE = 'gatehouse';
const ROLE = 'gatehouse';
const SESSIONS = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = '${DATABASE}'`;

describe('readiness, while PostgreSQL answers', () => {
  let server: PostgresServer;
  let service: Gatehouse;

  beforeAll(async () => {
    server = await PostgresServer.start();
    await server.query(`CREATE ROLE ${ROLE} LOGIN`);
    await server.query(`CREATE DATABASE ${DATABASE} OWNER ${ROLE}`);
    const database = { url: server.url(DATABASE, ROLE) } as TestDatabase;
    service = await Gatehouse.start(database, { DATABASE_POOL_SIZE: '4' });
  });

  afterAll(async () => {
    await service.stop();
    await server.stop();
  });

  it.each([
    [
      'the role may not insert sessions',
      'REVOKE INSERT ON sessions FROM gatehouse',
      'GRANT ALL ON sessions TO gatehouse',
      /database: failing: the database's role may not INSERT on sessions/,
    ],
    [
      'the role may not read users',
      'REVOKE SELECT ON users FROM gatehouse',
      'GRANT ALL ON users TO gatehouse',
      /database: failing: .* SELECT on users/,
    ],
    [
      'the role may not write the trail',
      'REVOKE INSERT ON audit_events FROM gatehouse',
      'GRANT ALL ON audit_events TO gatehouse',
      /database: failing: .* INSERT on audit_events/,
    ],
    [
      'the whole server may only be read from now on',
      'ALTER SYSTEM SET default_transaction_read_only = on; SELECT pg_reload_conf()',
      'ALTER SYSTEM RESET default_transaction_read_only; SELECT pg_reload_conf()',
      /database: failing: .*read-only transaction/,
    ],
  ])('says no where %s, and yes again', async (_what, forbid, allow, reason) => {
    expect(await readiness(service)()).toBe(200);
    for (const text of forbid.split('; ')) await server.query(text, DATABASE);
    await until(readiness(service), 503);
    expect((await service.api.get('/health/ready')).body).toMatchObject({ checks: { database: 'failing' } });
    expect(service.process.output()).toMatch(reason);
    // Those who follow the feed go on.
    expect((await service.api.get('/.well-known/jwks.json')).status).toBe(200);
    for (const text of allow.split('; ')) await server.query(text, DATABASE);
    await until(readiness(service), 200);
    await walk(service);
  });

  it('says no where new sessions may only read, and yes again', async () => {
    await server.query(`ALTER DATABASE ${DATABASE} SET default_transaction_read_only = on`);
    // All sessions are new ones then.
    await server.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${DATABASE}' AND pid <> pg_backend_pid()`,
    );
    await until(readiness(service), 503);
    const login = await service.api.login('somebody@example.test', 'does-not-matter-here');
    expect([login.status, login.body]).toEqual([503, expect.objectContaining({ code: 'database_unavailable' })]);
    await server.query(`ALTER DATABASE ${DATABASE} RESET default_transaction_read_only`);
    await until(readiness(service), 200);
    await walk(service);
  });

  it('says no where the server has become a standby, and yes once it is promoted', async () => {
    await server.becomeStandby();
    await until(readiness(service), 503);
    const login = await service.api.login('somebody@example.test', 'does-not-matter-here');
    expect(login.status).toBe(503);
    await server.promote();
    await until(readiness(service), 200);
    await walk(service);
  });

  it('writes no more than once in some seconds, however often it is asked', async () => {
    const ids = `SELECT xmin::text FROM heartbeat`;
    const seen = new Set<string>();
    for (let time = 0; time < 50; time++) {
      expect(await readiness(service)()).toBe(200);
      seen.add(JSON.stringify(await server.query(ids, DATABASE)));
    }
    expect(seen.size).toBeLessThan(10);
  });

  it('keeps to the size of the pool', async () => {
    const admin = await adminToken(service.api);
    await Promise.all(Array.from({ length: 40 }, () => service.api.get('/v1/users', { token: admin })));
    const [row] = await server.query<{ n: number }>(SESSIONS);
    // Those of the pool, and the feed's.
    expect(row?.n).toBeLessThanOrEqual(5);
  });
});
