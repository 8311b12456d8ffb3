import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/api.js';
import type { Gatehouse } from '../support/gatehouse.js';
import { clientToken, newClient } from '../support/oauth.js';
import { adminToken } from '../support/people.js';
import { redisIsInstalled, useRedis } from '../support/redis.js';
import { range } from '../support/rounds.js';
import { useSmallDisk } from '../support/small-disk.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';
import { metric, until } from '../support/workers.js';

const WRONG = 'not-the-password-at-all';
const SETTINGS = { GATEHOUSE_THROTTLE: 'on', GATEHOUSE_TRUST_PROXY: 'loopback' };
/** Failures on one account before the first wait: with all instances together, and in one that counts by itself. */
const [LET_PASS, LET_PASS_ALONE] = [11, 6];
/** What a route allows, and the half of it. */
const [WHOLE, HALF] = ['"route";q=1200;w=60', '"route";q=600;w=60'];

let networks = 0;
/** An address that nobody has used before. */
const newAddress = (): string => `10.${(networks >> 16) & 255}.${(networks >> 8) & 255}.${networks++ & 255}`;

const guess = ({ api }: Gatehouse, email: string, ip = newAddress()): Promise<Answer> =>
  api.post('/v1/auth/login', { email, password: WRONG }, { headers: { 'x-forwarded-for': ip } });

/** How many were let pass; what they came to, on a busy machine, does not matter. */
async function passed(answers: Promise<Answer>[]): Promise<number> {
  const statuses = (await Promise.all(answers)).map(({ status }) => status);
  for (const status of statuses) expect([401, 429, 503]).toContain(status);
  return statuses.filter(status => status !== 429).length;
}

async function policyOf({ api }: Gatehouse): Promise<string | null> {
  const { status, headers } = await api.get('/v1/auth/me', { headers: { 'x-forwarded-for': newAddress() } });
  expect(status).toBe(401);
  return headers.get('ratelimit-policy');
}

/** What befalls Redis, and how that ends. */
interface Trouble {
  readonly name: string;
  readonly begin: () => unknown;
  readonly end: () => unknown;
}

function withRedis(name: string, tests: () => void): void {
  if (redisIsInstalled) describe(name, tests);
}

it('instances that count in common are tried with Redis', () => {
  if (!redisIsInstalled) console.warn('Left out: counting in common, since there is no redis-server here.');
  expect(typeof redisIsInstalled).toBe('boolean');
});

withRedis('two instances with Redis, one of which has workers,', () => {
  const database = useDatabase();
  const disk = useSmallDisk(1);
  const redis = useRedis(() => disk?.folder);
  const settings = (): Record<string, string> => ({ ...SETTINGS, REDIS_URL: redis.url });
  const [here, there] = useInstances(database, settings, () => ({ ...settings(), GATEHOUSE_WORKERS: '2' }));
  const both = [here, there];
  let watcher: string;

  beforeAll(async () => {
    const client = await newClient(here.api, await adminToken(here.api), { scopes: ['metrics:read'] });
    watcher = await clientToken(here.api, client);
  });

  const away = (instance: Gatehouse): Promise<number> => metric(instance, watcher, 'gatehouse_redis_away');
  const countInCommon = async (): Promise<boolean> => (await Promise.all(both.map(away))).every(count => count === 0);

  /** How often they have had Redis again: each time is told, while a loss is told once a minute. */
  const returns = (): string =>
    both.map(({ process }) => process.output().split('Redis answers again').length - 1).join();

  /**
   * What comes of something while both have Redis all the time. A machine so busy that an answer takes 50 ms takes it from them: then
   * they count by themselves, as they must, and it is done once more.
   */
  async function inCommon<T>(what: (time: number) => Promise<T>): Promise<T> {
    await until(countInCommon);
    for (const time of range(20)) {
      const before = returns();
      const result = await what(time);
      await until(countInCommon);
      if (returns() === before) return result;
    }
    throw new Error('Redis was lost each time');
  }

  it('count requests as one', async () => {
    const count = await inCommon(() => {
      const ip = newAddress();
      return passed(range(60).map(n => guess(both[n % 2]!, `nobody-${n}@example.test`, ip)));
    });
    expect(count).toBe(20);
  });

  it('count failures as one, and begin anew when Redis has been flushed', async () => {
    const counts = await inCommon(async time => {
      const failures = (): Promise<number> =>
        passed(range(40).map(n => guess(both[n % 2]!, `somebody-${time}@example.test`)));
      const first = await failures();
      await redis.flush();
      return [first, await failures()];
    });
    expect(counts).toEqual([LET_PASS, LET_PASS]);
  });

  it.each<Trouble>([
    { name: 'killed', begin: () => redis.kill(), end: () => redis.restart() },
    { name: 'frozen', begin: () => redis.freeze(), end: () => redis.resume() },
    {
      name: 'read-only',
      begin: () => redis.say('REPLICAOF', '127.0.0.1', '1'),
      end: () => redis.say('REPLICAOF', 'NO', 'ONE'),
    },
    {
      name: 'full',
      begin: () => redis.say('CONFIG', 'SET', 'maxmemory', '1'),
      end: () => redis.say('CONFIG', 'SET', 'maxmemory', '0'),
    },
    ...(disk === undefined
      ? []
      : [
          {
            name: 'unable to save',
            begin: () => disk.fill().then(() => redis.saveInVain()),
            end: () => disk.free().then(() => redis.saveAgain()),
          },
        ]),
  ])(
    'each count by themselves, more strictly, while Redis is $name; and together again',
    async ({ name, begin, end }) => {
      await until(countInCommon);
      await begin();
      try {
        for (const instance of both) {
          const tries = range(12).map(() => guess(instance, `while-${name}@example.test`));
          expect(await passed(tries)).toBe(LET_PASS_ALONE);
          expect(await away(instance)).toBeGreaterThan(0);
          expect(await policyOf(instance)).toBe(HALF);
        }
        await expectNobodyWaits();
      } finally {
        await end();
      }
      const after = await inCommon(async time => {
        const policies = await Promise.all(both.map(policyOf));
        const tries = range(30).map(n => guess(both[n % 2]!, `after-${name}-${time}@example.test`));
        return [...policies, await passed(tries)];
      });
      expect(after).toEqual([WHOLE, WHOLE, LET_PASS]);
    },
  );

  /** Who waits for Redis waits 50 ms, each time. */
  async function expectNobodyWaits(): Promise<void> {
    const requests = 100;
    const began = performance.now();
    for (const _request of range(requests)) expect(await policyOf(here)).toBe(HALF);
    expect(performance.now() - began).toBeLessThan(requests * 50);
  }
});

withRedis('an instance with the wrong password for Redis', () => {
  const database = useDatabase();
  const redis = useRedis();
  const [service] = useInstances(database, async () => {
    await redis.say('CONFIG', 'SET', 'requirepass', 'the-right-one');
    return { ...SETTINGS, REDIS_URL: redis.url.replace('//', '//:not-the-right-one@') };
  });

  it('counts by itself, more strictly, and says so once, without the password', async () => {
    const tries = range(12).map(() => guess(service, 'somebody@example.test'));
    expect(await passed(tries)).toBe(LET_PASS_ALONE);
    expect(await policyOf(service)).toBe(HALF);
    const output = service.process.output();
    expect(output.match(/Redis is not to be had/g)).toHaveLength(1);
    expect(output).not.toContain('not-the-right-one');
  });
});

describe('three instances without Redis that know how many they are', () => {
  const database = useDatabase();
  const settings = { ...SETTINGS, GATEHOUSE_REPLICAS: '3' };
  const [service] = useInstances(database, settings);

  it('allow a third of each limit, rounded up', async () => {
    const ip = newAddress();
    const requests = range(10).map(n => guess(service, `nobody-${n}@example.test`, ip));
    expect(await passed(requests)).toBe(7);
    const failures = range(10).map(() => guess(service, 'somebody@example.test'));
    expect(await passed(failures)).toBe(5);
    expect(await policyOf(service)).toBe('"route";q=400;w=60');
  });
});
