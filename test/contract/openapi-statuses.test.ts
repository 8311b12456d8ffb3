import { beforeAll, describe, expect, it } from '@jest/globals';
import { NEW_PASSWORD, newEmail } from '../support/accounts.js';
import { Gatehouse, testEnvironment } from '../support/gatehouse.js';
import { clientToken, newClient } from '../support/oauth.js';
import { type Documented, documentedBy, exampleBody, leadingNowhere } from '../support/openapi/documented.js';
import { expectStatus, formOf, isOAuth, prepare, send } from '../support/openapi/requests.js';
import { adminToken, newLogin, newPerson } from '../support/people.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/workers.js';
import { useRelay } from '../support/use-relay.js';
import { useDatabase, useGatehouse, useInstances } from '../support/use-gatehouse.js';

describe('every status that openapi.json declares of every operation', () => {
  const { database, service } = useGatehouse({ GATEHOUSE_EMAIL_CODE: 'on', GATEHOUSE_OUTBOUND_HOSTS: '127.0.0.1' });
  let operations: Documented[];
  let admin: string;

  beforeAll(async () => {
    operations = await documentedBy(service.api);
    admin = await adminToken(service.api);
  });

  it('success for a request that is as the document wants it', async () => {
    const calls = await prepare(service, database, operations);
    for (const operation of operations) {
      const status = await send(service, operation, calls.get(operation.id));
      const success = operation.statuses.filter(one => one < 300);
      expect([operation.id, success]).toEqual([operation.id, expect.arrayContaining([status])]);
    }
  });

  it('400 for a request that is malformed', async () => {
    await expectStatus(400, operations, operation =>
      send(service, operation, { path: `${leadingNowhere(operation)}?constructor=1` }),
    );
  });

  it('401 for whoever is not known', async () => {
    const nobody = { client_id: 'nobody', client_secret: 'nothing', grant_type: 'client_credentials', token: 'x' };
    const guarded = operations.filter(operation => operation.isGuarded || isOAuth(operation));
    await expectStatus(401, guarded, operation =>
      send(service, operation, isOAuth(operation) ? { body: formOf(nobody) } : {}),
    );
  });

  it('403 for a service client without any scope', async () => {
    const token = await clientToken(service.api, await newClient(service.api, admin));
    const guarded = operations.filter(({ problems }) => problems.includes('insufficient_scope'));
    await expectStatus(403, guarded, operation => send(service, operation, { token, body: exampleBody(operation) }));
  });

  it('403 for what another site may have made a browser send', async () => {
    const forgeable = operations.filter(({ problems }) => problems.includes('csrf_token_invalid'));
    const headers = { cookie: '__Host-gatehouse_access=whatever' };
    await expectStatus(403, forgeable, operation =>
      send(service, operation, { headers, body: exampleBody(operation) }),
    );
    const credentials = { ...(await newPerson(service.api)), id: undefined, transport: 'cookie' };
    expect((await service.api.post('/v1/auth/login', credentials)).body['code']).toBe('cross_site_request');
  });

  it('404 for what is not there, and the examples of bodies are taken', async () => {
    // Without a ticket nobody is told what an account lacks; test/e2e/passkey-second-step.test.ts has one.
    const open = operations.filter(({ id }) => id !== 'createFactorChallenge');
    await expectStatus(404, open, operation =>
      send(service, operation, { token: admin, body: exampleBody(operation) }),
    );
  });

  it('413 for a body that is too large', async () => {
    // The most that any route reads is 128 KiB.
    const text = 'x'.repeat(140_000);
    await expectStatus(413, operations, operation =>
      send(service, operation, { token: admin, body: isOAuth(operation) ? `token=${text}` : JSON.stringify({ text }) }),
    );
  });

  it('414 for a path that is too long', async () => {
    await expectStatus(414, operations, operation =>
      send(service, operation, { path: operation.path.replaceAll(/\{\w+\}/g, 'x'.repeat(300)), token: admin }),
    );
  });

  it('415 for a body of another type', async () => {
    await expectStatus(415, operations, operation =>
      send(service, operation, { token: admin, body: 'hello', type: 'text/plain' }),
    );
  });

  it('431 for headers that are too large', async () => {
    await expectStatus(431, operations, operation =>
      send(service, operation, { headers: { 'x-large': 'x'.repeat(20_000) } }),
    );
  });

  it('403 for registering where that is closed', async () => {
    const closed = await Gatehouse.start(database, { GATEHOUSE_REGISTRATION: 'closed' });
    const body = { email: newEmail(), password: NEW_PASSWORD };
    expect((await closed.api.post('/v1/auth/register', body)).status).toBe(403);
    await closed.stop();
  });

  it('409 for a role that too many have, and for a client whose name is taken', async () => {
    await service.api.post('/v1/roles', { name: 'crowd', permissions: [] }, { token: admin });
    await database.query(
      `WITH people AS (
         INSERT INTO subjects (id, kind, status)
         SELECT gen_random_uuid(), 'user', 'active' FROM generate_series(1, 10001) RETURNING id),
       accounts AS (
         INSERT INTO users (id, email, password_hash) SELECT id, id || '@example.test', 'x' FROM people RETURNING id)
       SELECT count(*) FROM accounts`,
    );
    await database.query(
      `INSERT INTO user_roles (user_id, role) SELECT id, 'crowd' FROM users WHERE password_hash = 'x'`,
    );
    expect((await service.api.delete('/v1/roles/crowd', { token: admin })).status).toBe(409);
    const [one, other] = [await newClient(service.api, admin), await newClient(service.api, admin)];
    const { body } = await service.api.get(`/v1/clients/${one.client_id}`, { token: admin });
    const change = { name: body['name'] };
    expect((await service.api.patch(`/v1/clients/${other.client_id}`, change, { token: admin })).status).toBe(409);
  });

  it('422 for an account whose roles and claims would not fit into a token', async () => {
    const roles = Array.from({ length: 20 }, (_, index) => `long-${index}-`.padEnd(63, 'x'));
    for (const name of roles) await service.api.post('/v1/roles', { name, permissions: [] }, { token: admin });
    const body = { email: newEmail(), roles, ext: { note: 'x'.repeat(400) } };
    expect((await service.api.post('/v1/users', body, { token: admin })).status).toBe(422);
  });

  it('429 beyond the limit, and the limits of single routes keep their proportion', async () => {
    const limited = await Gatehouse.start(database, { GATEHOUSE_THROTTLE: 'on', GATEHOUSE_RATE_LIMIT: '1' });
    await expectStatus(429, operations, async operation => {
      const body = operation.method === 'GET' ? undefined : isOAuth(operation) ? 'token=x' : '{}';
      const allowed = /introspect|revoke$/.test(operation.path) ? 50 : 1;
      for (let time = 0; time < allowed; time++) expect(await send(limited, operation, { body })).not.toBe(429);
      return send(limited, operation, { body });
    });
    await limited.stop();
  });
});

/** What needs no database once the service has started. */
const FROM_MEMORY = ['getJwks', 'getAuthorizationServerMetadata', 'getOpenIdConfiguration'];

describe('what openapi.json declares of an operation whose service is ill', () => {
  const database = useDatabase();
  const proxy = useRelay(TcpProxy, database);
  const [service] = useInstances(database, () => ({
    ...{ DATABASE_URL: proxy.url, GATEHOUSE_EMAIL_CODE: 'on', GATEHOUSE_OUTBOUND_HOSTS: '127.0.0.1' },
  }));
  let operations: Documented[];

  beforeAll(async () => {
    operations = await documentedBy(service.api);
  });

  it('503 while the database is away', async () => {
    const calls = await prepare(service, database, operations);
    const { token = '' } = calls.get('getMe') ?? {};
    proxy.cut();
    // The feed has to be missed before tokens cannot be judged.
    while ((await service.api.get('/metrics', { token })).status !== 503) expect(proxy.url).not.toBe('');
    await expectStatus(
      503,
      operations.filter(({ id }) => !FROM_MEMORY.includes(id)),
      operation => send(service, operation, calls.get(operation.id)),
    );
    proxy.restore();
  });

  it('503 before it has started', async () => {
    const url = new URL(database.url);
    url.port = '1';
    const starting = await Gatehouse.launch(testEnvironment(database, { DATABASE_URL: url.href }));
    for (const document of ['jwks.json', 'openid-configuration', 'oauth-authorization-server'])
      expect((await starting.api.get(`/.well-known/${document}`)).status).toBe(503);
    await starting.stop();
  });

  it('500 for a fault that nobody has thought of', async () => {
    const calls = new Map(await prepare(service, database, operations));
    // Of whom the session is known already, and the profile is not.
    const { access_token } = (await newLogin(service.api)).tokens;
    expect((await service.api.get('/v1/sessions', { token: access_token })).status).toBe(200);
    calls.set('getMe', { ...calls.get('getMe'), token: access_token });
    const tables = await database.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables
       WHERE table_schema = 'public' AND table_name NOT IN ('revocations', 'feed', 'signing_keys')`,
    );
    for (const { name } of tables) await database.query(`ALTER TABLE "${name}" RENAME TO "broken_${name}"`);
    const isFeed = ({ id }: Documented): boolean => /^(read|stream)Revocations$/.test(id);
    await expectStatus(
      500,
      operations.filter(operation => !isFeed(operation)),
      operation => send(service, operation, calls.get(operation.id)),
    );
    // Last, and each by itself: without the feed no token can be judged a moment later.
    const reading = operations.find(({ id }) => id === 'readRevocations');
    for (const operation of operations.filter(isFeed)) {
      await until(async () => reading !== undefined && (await send(service, reading, calls.get(reading.id))) === 200);
      await database.query('ALTER TABLE revocations RENAME TO broken_revocations');
      await expectStatus(500, [operation], () => send(service, operation, calls.get(operation.id)));
      await database.query('ALTER TABLE broken_revocations RENAME TO revocations');
    }
  });
});
