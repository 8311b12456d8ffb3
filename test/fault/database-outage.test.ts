import { afterEach, describe, expect, it } from '@jest/globals';
import type { Answer, Tokens } from '../support/api.js';
import { basic, newClient, postForm } from '../support/oauth.js';
import { adminToken, newLogin, type Person } from '../support/people.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { useRelay } from '../support/use-relay.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

/** No answer may take longer: 2 s, and a little for two busy cores. */
const PATIENCE_MS = 2500;

describe('when the database goes away', () => {
  const database = useDatabase();
  const proxy = useRelay(TcpProxy, database);
  const [service] = useInstances(database, () => ({ DATABASE_URL: proxy.url }));
  let person: Person;
  let tokens: Tokens;

  afterEach(() => proxy.restore());

  async function expectUnavailable(call: Promise<{ status: number; headers: Headers; body: unknown }>): Promise<void> {
    const before = Date.now();
    const { status, headers, body } = await call;
    expect([status, Number(headers.get('retry-after')) > 0]).toEqual([503, true]);
    expect(Date.now() - before).toBeLessThan(PATIENCE_MS);
    expect(['database_unavailable', 'cannot_verify']).toContain((body as { code: string }).code);
  }

  async function expectDegraded(): Promise<void> {
    await expectUnavailable(service.api.refresh(tokens.refresh_token));
    await expectUnavailable(service.api.me(tokens.access_token));
    await expectUnavailable(service.api.login(person.email, person.password));
    await expectUnavailable(service.api.post('/v1/auth/logout', undefined, { token: tokens.access_token }));
    expect((await service.api.get('/health/live')).status).toBe(200);
    expect((await service.api.get('/.well-known/jwks.json')).status).toBe(200);
    const ready = await service.api.get('/health/ready');
    expect([ready.status, ready.body]).toEqual([
      503,
      {
        status: 'failing',
        checks: { service: 'ok', database: 'failing', feed: expect.stringMatching(/^(ok|failing)$/) },
      },
    ]);
  }

  async function expectRecovered(): Promise<void> {
    expect((await service.api.get('/health/ready')).status).toBe(200);
    const refreshed = await service.api.refresh(tokens.refresh_token);
    expect(refreshed.status).toBe(200);
    expect((await service.api.me(refreshed.body.access_token)).status).toBe(200);
  }

  it.each(['cut', 'stall'] as const)(
    '%s: 503 with Retry-After in time, keys are still served, and it recovers',
    async way => {
      ({ person, tokens } = await newLogin(service.api));
      proxy[way]();
      await expectDegraded();
      proxy.restore();
      await expectRecovered();
    },
  );

  it('introspection says 503 within the moment, and never again that a token is active', async () => {
    const admin = await adminToken(service.api);
    const caller = await newClient(service.api, admin, { scopes: ['introspect'] });
    const { tokens: known } = await newLogin(service.api);
    const introspect = (): Promise<Answer> =>
      postForm(service.api, '/oauth/introspect', { token: known.access_token }, basic(caller));
    expect((await introspect()).body).toMatchObject({ active: true });
    proxy.cut();
    const cut = Date.now();
    // Caller and session are remembered: only the feed tells that the database is gone.
    while ((await introspect()).status === 200) expect(Date.now() - cut).toBeLessThan(2000);
    for (let time = 0; time < 20; time++) expect((await introspect()).status).toBe(503);
    proxy.restore();
    expect((await introspect()).body).toMatchObject({ active: true });
  });

  it('many requests at once are answered in time too', async () => {
    ({ person, tokens } = await newLogin(service.api));
    proxy.stall();
    await Promise.all(Array.from({ length: 60 }, () => expectUnavailable(service.api.me(tokens.access_token))));
    proxy.restore();
    await expectRecovered();
  });

  it('connections that are ended again and again under load never end the service', async () => {
    ({ person, tokens } = await newLogin(service.api));
    let running = true;
    const statuses: number[] = [];
    const worker = async (): Promise<void> => {
      while (running) statuses.push((await service.api.me(tokens.access_token)).status);
    };
    const workers = Array.from({ length: 8 }, worker);
    for (let round = 0; round < 30; round++) {
      await database.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`,
      );
    }
    running = false;
    await Promise.all(workers);
    expect(statuses.filter(status => status !== 200 && status !== 503)).toEqual([]);
    expect((await service.api.me(tokens.access_token)).status).toBe(200);
  });

  it('a server that ends all connections costs at most the requests that were on them', async () => {
    ({ person, tokens } = await newLogin(service.api));
    await database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`,
    );
    const statuses = [];
    for (let i = 0; i < 5; i++) statuses.push((await service.api.me(tokens.access_token)).status);
    expect(statuses.filter(status => status !== 200 && status !== 503)).toEqual([]);
    expect(statuses.at(-1)).toBe(200);
  });
});
