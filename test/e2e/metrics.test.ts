import { beforeAll, describe, expect, it } from '@jest/globals';
import { Scrape } from '../support/metrics.js';
import { clientToken, newClient, postForm } from '../support/oauth.js';
import { adminToken, logIn, newPerson, type Person } from '../support/people.js';
import { range } from '../support/rounds.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('metrics', () => {
  const { service } = useGatehouse({ GATEHOUSE_REGISTRATION: 'open' });
  let token: string;
  let person: Person;
  const scrape = (): Promise<Scrape> => Scrape.of(service.api, token);

  /** By how much what this does raises a value. */
  async function raised(
    name: string,
    labels: Readonly<Record<string, string>>,
    work: () => Promise<unknown>,
  ): Promise<number> {
    const before = await scrape();
    await work();
    return (await scrape()).sum(name, labels) - before.sum(name, labels);
  }

  beforeAll(async () => {
    token = await adminToken(service.api);
    person = await newPerson(service.api);
  });

  it('count and time requests by the template of the route', async () => {
    const labels = { method: 'GET', route: '/v1/users/:id' };
    const ask = (): Promise<unknown> => service.api.get(`/v1/users/${person.id}`, { token });
    expect(await raised('gatehouse_http_requests_total', { ...labels, status: '200' }, ask)).toBe(1);
    expect(await raised('gatehouse_http_request_seconds_count', labels, ask)).toBe(1);
    const { series } = await scrape();
    const buckets = series.filter(
      ({ name, labels: { route, method } }) =>
        name === 'gatehouse_http_request_seconds_bucket' && route === labels.route && method === labels.method,
    );
    expect(buckets.map(({ labels: { le } }) => le)).toEqual([
      '0.005',
      '0.01',
      '0.025',
      '0.05',
      '0.1',
      '0.25',
      '0.5',
      '1',
      '2.5',
      '5',
      '+Inf',
    ]);
    expect(buckets.at(-1)?.value).toBe(2);
    const values = buckets.map(({ value }) => value);
    expect(values).toEqual([...values].sort((a, b) => a - b));
  });

  it('count what is refused before it gets to its route, under its route', async () => {
    const labels = { method: 'POST', route: '/v1/auth/login', status: '415' };
    const headers = { 'content-type': 'text/plain' };
    const ask = (): Promise<unknown> => service.api.call('POST', '/v1/auth/login', 'x', { headers });
    expect(await raised('gatehouse_http_requests_total', labels, ask)).toBe(1);
  });

  it('count a request that no route is for as one of those', async () => {
    const none = { method: 'any', route: 'none' };
    const get = (): Promise<unknown> => service.api.get('/nowhere');
    const put = (): Promise<unknown> => service.api.put('/v1/auth/login', {});
    expect(await raised('gatehouse_http_requests_total', { ...none, status: '404' }, get)).toBe(1);
    expect(await raised('gatehouse_http_requests_total', { ...none, status: '405' }, put)).toBe(1);
  });

  it('tell logins by outcome', async () => {
    const outcome = (outcome: string, password: string): Promise<number> =>
      raised('gatehouse_logins_total', { outcome }, () => service.api.login(person.email, password));
    expect(await outcome('success', person.password)).toBe(1);
    expect(await outcome('wrong', 'not-their-password-at-all')).toBe(1);
  });

  it('tell refreshes, those that are shown again and those that are reused', async () => {
    const { refresh_token } = await logIn(service.api, person);
    const refresh = (outcome: string, presented: string): Promise<number> =>
      raised('gatehouse_refreshes_total', { outcome }, () => service.api.refresh(presented));
    expect(await refresh('rotated', refresh_token)).toBe(1);
    expect(await refresh('grace', refresh_token)).toBe(1);
    const second = await service.api.refresh(refresh_token);
    await service.api.refresh(second.body.refresh_token);
    expect(await refresh('reused', refresh_token)).toBe(1);
    expect(await refresh('ended', second.body.refresh_token)).toBe(1);
  });

  it('tell how long hashes and statements take, and what the pool holds', async () => {
    const login = (): Promise<unknown> => service.api.login(person.email, person.password);
    expect(await raised('gatehouse_password_hash_seconds_count', {}, login)).toBe(1);
    expect(await raised('gatehouse_password_wait_seconds_count', {}, login)).toBe(1);
    expect(await raised('gatehouse_database_statement_seconds_count', {}, login)).toBeGreaterThan(0);
    const now = await scrape();
    expect(now.sum('gatehouse_database_connections_limit')).toBe(16);
    expect(now.sum('gatehouse_database_connections')).toBeGreaterThan(0);
    expect(now.sum('gatehouse_database_connections_busy')).toBeLessThanOrEqual(
      now.sum('gatehouse_database_connections'),
    );
    expect(now.sum('gatehouse_event_loop_utilization')).toBeGreaterThan(0);
    expect(now.sum('gatehouse_event_loop_utilization')).toBeLessThanOrEqual(1);
  });

  it('tell problems by code', async () => {
    const labels = { code: 'user_not_found' };
    const ask = (): Promise<unknown> => service.api.get('/v1/users/00000000-0000-7000-8000-000000000000', { token });
    expect(await raised('gatehouse_problems_total', labels, ask)).toBe(1);
  });
});

describe('metrics of whoever makes things up', () => {
  const { service } = useGatehouse({ GATEHOUSE_THROTTLE: 'on', GATEHOUSE_RATE_LIMIT: '100000' });

  /** Asks for many things that nobody has asked for before. */
  async function makeUp(prefix: string, count: number): Promise<void> {
    const { api } = service;
    for (const group of range(count / 20)) {
      const names = range(20).map(n => `${prefix}${group}-${n}`);
      await Promise.all(
        names.flatMap(name => [
          api.get(`/${name}`),
          api.get(`/v1/users/${name}`),
          api.get(`/v1/roles/${name}?${name}=${name}`),
          api.call(group % 2 === 0 ? 'LOCK' : 'PROPFIND', `/v1/${name}`),
          api.put(`/v1/auth/${name}`, {}),
          api.login(`${name}@example.test`, 'wrong'),
          api.refresh(name),
          postForm(api, '/oauth/token', { grant_type: name, client_id: name, client_secret: name }),
          postForm(api, '/oauth/token', { grant_type: 'client_credentials', client_id: name, client_secret: name }),
        ]),
      );
    }
  }

  it('have no more series after thousands of requests with names of their own than after a few hundred', async () => {
    const token = await adminToken(service.api);
    await makeUp('zfew', 240);
    await Scrape.of(service.api, token);
    const few = await Scrape.of(service.api, token);
    await makeUp('zmany', 600);
    const many = await Scrape.of(service.api, token);
    const known = new Set(few.identities);
    expect(many.identities.filter(identity => !known.has(identity))).toEqual([]);
    expect(many.text).not.toMatch(/zfew|zmany|LOCK|PROPFIND/);
    expect(many.sum('gatehouse_http_requests_total')).toBeGreaterThan(9 * 840);
    expect(many.sum('gatehouse_limits_reached_total', { limit: 'guesses' })).toBeGreaterThan(0);
  });
});

describe('metrics of several workers', () => {
  const { service } = useGatehouse({ GATEHOUSE_WORKERS: '2' });

  it('are sums', async () => {
    const admin = await adminToken(service.api);
    const client = await newClient(service.api, admin, { scopes: ['metrics:read'] });
    const token = await clientToken(service.api, client);
    await Promise.all(range(60).map(() => service.api.get('/health/live', { headers: { connection: 'close' } })));
    const scrape = await Scrape.of(service.api, token);
    const labels = { method: 'GET', route: '/health/live' };
    expect(scrape.sum('gatehouse_http_requests_total', { ...labels, status: '200' })).toBe(60);
    expect(scrape.sum('gatehouse_http_request_seconds_count', labels)).toBe(60);
    expect(scrape.sum('gatehouse_http_request_seconds_bucket', { ...labels, le: '+Inf' })).toBe(60);
    expect(scrape.sum('gatehouse_logins_total', { outcome: 'success' })).toBe(1);
    expect(scrape.sum('gatehouse_database_connections_limit')).toBe(16);
  });
});
