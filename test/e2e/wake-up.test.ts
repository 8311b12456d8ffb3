import { beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Gatehouse, testEnvironment } from '../support/gatehouse.js';
import { adminToken } from '../support/people.js';
import { redisIsInstalled, useRedis } from '../support/redis.js';
import { range } from '../support/rounds.js';
import { RowLock } from '../support/specs/row-lock.js';
import { StatementCounter } from '../support/statement-counter.js';
import { useRelay } from '../support/use-relay.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';
import { use } from '../support/use.js';

const LISTEN = 'LISTEN "gatehouse_revocations"';
/** How often an instance looks by itself. */
const LOOK_INTERVAL_MS = 100;
const REVOCATIONS = 100;
const POLLERS = 4;
const POLLS = 400;

describe.each([
  { name: 'by PostgreSQL', usesRedis: false },
  { name: 'by Redis', usesRedis: true },
])('an instance that is polled for readiness while it starts, and woken $name', ({ usesRedis }) => {
  if (usesRedis && !redisIsInstalled) {
    it('is tried with Redis too', () => {
      console.warn('Left out: waking by Redis, since there is no redis-server here.');
      expect(redisIsInstalled).toBe(false);
    });
    return;
  }

  const database = useDatabase();
  const redis = usesRedis ? useRedis() : undefined;
  const counter = useRelay(StatementCounter, database);
  const settings = (): Record<string, string> => (redis === undefined ? {} : { REDIS_URL: redis.url });
  const [here] = useInstances(database, settings);
  let admin: string;
  beforeAll(async () => {
    admin = await adminToken(here.api);
  });
  const there = use(startPolled, instance => instance.stop());

  async function startPolled(): Promise<Gatehouse> {
    // It cannot go on to open the feed before the keys are loaded: until then, only readiness looks at the feed.
    const lock = await RowLock.take(database, 'LOCK TABLE signing_keys IN ACCESS EXCLUSIVE MODE');
    const starting = await Gatehouse.launch(testEnvironment(database, { ...settings(), DATABASE_URL: counter.url }));
    await pollForReadiness(starting);
    expect(hasLooked()).toBe(true);
    await lock.release();
    await starting.ready();
    return starting;
  }

  const hasLooked = (): boolean => counter.connections().some(executed => executed.has('feed.news'));

  async function pollForReadiness({ api }: Gatehouse): Promise<void> {
    await Promise.all(
      range(POLLERS).map(async () => {
        for (let poll = 0; poll < POLLS / POLLERS || !hasLooked(); poll++) {
          expect((await api.get('/health/ready')).status).toBe(503);
        }
      }),
    );
  }

  async function expectLooksOnNews(): Promise<void> {
    const began = performance.now();
    const { 'feed.news': looks = 0 } = await counter.allDuring(async () => {
      for (const _revocation of range(REVOCATIONS)) {
        const { status } = await here.api.post('/v1/revocations', { jti: randomUUID() }, { token: admin });
        expect(status).toBe(201);
      }
    });
    // However slow all this was: what it would have looked by itself does not count.
    const byItself = (performance.now() - began) / LOOK_INTERVAL_MS;
    expect(looks - byItself).toBeGreaterThan(REVOCATIONS / 5);
    const listening = counter.connections().filter(executed => executed.has('feed.news'));
    expect(listening).toHaveLength(1);
    expect(listening[0]?.has(LISTEN)).toBe(!usesRedis);
  }

  it('looks at once whenever there is news', () => expectLooksOnNews());

  it('and again as soon as a connection that broke is made anew', async () => {
    await database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'gatehouse%'`,
    );
    await redis?.kill();
    await redis?.restart();
    // To be ready, it has to have looked.
    for (const { api } of [here, there]) {
      while ((await api.get('/health/ready')).status !== 200);
    }
    await expectLooksOnNews();
  });
});
