import { beforeAll, describe, expect, it } from '@jest/globals';
import { FeedStream } from '../support/feed-stream.js';
import { clientToken, newClient } from '../support/oauth.js';
import { adminToken, logIn, newPerson } from '../support/people.js';
import { range, tally } from '../support/rounds.js';
import { useGatehouse } from '../support/use-gatehouse.js';
import { use } from '../support/use.js';
import { metric, Seat, until, workersOf } from '../support/workers.js';

const WORKERS = '3';
/** More than enough for each worker to have some of the connections. */
const CONNECTIONS = 12;

describe('several workers', () => {
  const { database, service } = useGatehouse({ GATEHOUSE_WORKERS: WORKERS, GATEHOUSE_REGISTRATION: 'open' });
  let admin: string;
  let subscriber: string;

  beforeAll(async () => {
    admin = await adminToken(service.api);
    subscriber = await clientToken(
      service.api,
      await newClient(service.api, admin, { scopes: ['revocations:read', 'metrics:read'] }),
    );
  });

  it('say once that they listen and are ready, and which of them says what', () => {
    const output = service.process.output();
    expect(output.match(/listening on http/g)).toHaveLength(1);
    expect(output.match(/Gatehouse: ready\n/g)).toHaveLength(1);
    expect(output.match(/GATEHOUSE_THROTTLE=off.*/g)).toEqual([expect.stringContaining('{"worker":1}')]);
    expect(workersOf(service.process).map(({ place }) => place)).toEqual([1, 2, 3]);
  });

  it('share the connections to the database', async () => {
    await Promise.all(range(100).map(() => service.api.get('/v1/users', { token: admin })));
    const [open] = await database.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity
       WHERE datname = current_database() AND application_name LIKE 'gatehouse%'`,
    );
    // Five of sixteen for each, and one more for its feed.
    expect(open?.n).toBeLessThanOrEqual(3 * (5 + 1));
  });

  it('are measured as one', async () => {
    const streams = await Promise.all(range(CONNECTIONS).map(() => FeedStream.open(service.url, subscriber)));
    await Promise.all(streams.map(stream => stream.next()));
    expect(await metric(service, subscriber, 'gatehouse_feed_subscribers')).toBe(CONNECTIONS);
    expect(await metric(service, subscriber, 'gatehouse_workers')).toBe(Number(WORKERS));
    expect(await metric(service, subscriber, 'gatehouse_feed_age_seconds')).toBeLessThan(2);
    const [entries] = await database.query<{ n: number }>('SELECT count(*)::int AS n FROM revocations');
    await until(async () => (await metric(service, subscriber, 'gatehouse_feed_entries')) === entries?.n);
    for (const stream of streams) stream.close();
    await until(async () => (await metric(service, subscriber, 'gatehouse_feed_subscribers')) === 0);
  });

  it('refuse all of them what one of them has taken back, as soon as it says so', async () => {
    const person = await newPerson(service.api);
    const seats = range(CONNECTIONS).map(() => new Seat(service));
    const everywhere = (token: string): Promise<number[]> =>
      Promise.all(seats.map(seat => seat.get('/v1/auth/me', token)));
    for (const _round of range(20)) {
      const { access_token, refresh_token } = await logIn(service.api, person);
      expect(tally(await everywhere(access_token))).toEqual({ 200: CONNECTIONS });
      expect((await service.api.post('/v1/auth/logout', { refresh_token })).status).toBe(204);
      expect(tally(await everywhere(access_token))).toEqual({ 401: CONNECTIONS });
    }
    for (const seat of seats) seat.leave();
  });
});

describe('several workers without settings for an administrator', () => {
  const unnamed = { GATEHOUSE_WORKERS: '2', GATEHOUSE_ADMIN_EMAIL: '', GATEHOUSE_ADMIN_PASSWORD: '' };
  const { database, service } = useGatehouse(unnamed);

  it('make one administrator, and show it once', async () => {
    await service.process.printed(/password:.*\n/);
    const shown = /The first administrator, shown this once:\s+e-mail:\s+(\S+)\s+password:\s+(\S+)/g;
    const logins = [...service.process.output().matchAll(shown)].map(([, email = '', password = '']) => ({
      email,
      password,
    }));
    expect(logins).toHaveLength(1);
    expect((await service.api.login(logins[0]!.email, logins[0]!.password)).status).toBe(200);
    expect(await database.query('SELECT count(*)::int AS n FROM users')).toEqual([{ n: 1 }]);
    expect(await database.query('SELECT count(*)::int AS n FROM signing_keys')).toEqual([{ n: 2 }]);
  });
});

describe('limits of several workers', () => {
  const { service } = useGatehouse({
    GATEHOUSE_WORKERS: '3',
    GATEHOUSE_THROTTLE: 'on',
    GATEHOUSE_TRUST_PROXY: 'loopback',
  });
  const seats = use(
    () => Promise.resolve(range(CONNECTIONS).map(() => new Seat(service))),
    all => Promise.resolve(all.forEach(seat => seat.leave())),
  );

  it('are those of one: the twenty-first login is refused, whoever gets it', async () => {
    const attempts = range(60).map(n => service.api.login(`nobody-${n}@example.test`, 'not-the-password-at-all'));
    const answers = await Promise.all(attempts);
    expect(tally(answers.map(({ status }) => status))).toEqual({ 401: 20, 429: 40 });
    for (const { headers } of answers.filter(({ status }) => status === 429))
      expect(headers.get('retry-after')).toMatch(/^[1-9]\d?$/);
  });

  it('go by the address that a trusted proxy names, whoever gets the request', async () => {
    const login = (address: string, n: number): Promise<number> =>
      service.api
        .call(
          'POST',
          '/v1/auth/login',
          { email: `x-${n}@example.test`, password: 'not-the-password-at-all' },
          {
            headers: { 'x-forwarded-for': address },
          },
        )
        .then(({ status }) => status);
    const both = ['198.51.100.7', '198.51.100.8'];
    const logins = await Promise.all(both.map(address => Promise.all(range(25).map(n => login(address, n)))));
    for (const ofOne of logins) expect(tally(ofOne)).toEqual({ 401: 20, 429: 5 });
  });

  it('of many requests are never passed, and missed by a hundredth at most', async () => {
    const limit = 1200;
    const each = 160;
    const statuses: number[] = [];
    await Promise.all(
      seats.map(async seat => {
        for (const _turn of range(each)) statuses.push(await seat.get('/.well-known/jwks.json'));
      }),
    );
    const { 200: served = 0, 429: refused = 0 } = tally(statuses);
    expect(served + refused).toBe(CONNECTIONS * each);
    expect(served).toBeLessThanOrEqual(limit);
    expect(served).toBeGreaterThanOrEqual(limit * 0.99);
  });

  it('keep nobody waiting while the primary does not answer', async () => {
    const token = 'a.b.c';
    for (const seat of seats) expect(await seat.get('/v1/auth/me', token)).toBe(401);
    service.process.child.kill('SIGSTOP');
    try {
      const answers = await Promise.all(seats.map(seat => seat.get('/v1/sessions', token)));
      expect(tally(answers)).toEqual({ 401: CONNECTIONS });
      expect(service.process.output()).toContain('this worker counts by itself');
    } finally {
      service.process.child.kill('SIGCONT');
    }
    expect(await seats[0]!.get('/v1/auth/me', token)).toBe(401);
  });
});
