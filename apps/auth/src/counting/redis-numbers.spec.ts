import { afterEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { MasterSecret } from '#libs/platform';
import { redisIsInstalled, useScriptedRedis } from '../../../../test/support/specs/scripted-redis.js';
import { DrawnNumbers } from '../workers/drawn-numbers.js';
import { RedisNumbers } from './redis-numbers.js';

const SHARERS = 3;
const WINDOW_MS = 60_000;
const SECRET = new MasterSecret(['s'.repeat(32)]);

const wanted = fc.record({
  key: fc.constantFrom('a', 'b', 'c'),
  ttl: fc.constant(WINDOW_MS),
  limit: fc.constantFrom(1, 20, 1200, 60_000),
  hits: fc.integer({ min: 1, max: 50 }),
  ahead: fc.boolean(),
});
const turn = fc.uniqueArray(wanted, { selector: ({ key }) => key, minLength: 1 });
/** Now and then all windows are over. */
const turns = fc.array(
  fc.oneof({ weight: 6, arbitrary: turn }, { weight: 1, arbitrary: fc.constant('over' as const) }),
);

describe('numbers that are drawn from Redis', () => {
  if (!redisIsInstalled) {
    it('are left out, since there is no redis-server here', () => {
      expect(redisIsInstalled).toBe(false);
    });
    return;
  }
  const redis = useScriptedRedis();
  afterEach(() => void jest.useRealTimers());

  it('are those that one process would give out', async () => {
    const property = fc.asyncProperty(turns, async all => {
      jest.useFakeTimers({ now: Date.now(), doNotFake: [...ALL_BUT_DATE] });
      await redis.flush();
      const [here, there] = [new DrawnNumbers(SHARERS), new RedisNumbers(redis, SECRET, SHARERS)];
      for (const each of all) {
        if (each === 'over') {
          jest.setSystemTime(Date.now() + WINDOW_MS);
          await redis.flush();
        } else {
          const numbers = (await there.draw(each))?.map(({ first, count }) => ({ first, count }));
          expect(numbers).toEqual(each.map(one => here.draw(one)).map(({ first, count }) => ({ first, count })));
        }
      }
    });
    await fc.assert(property, { numRuns: 100 });
  });

  it('end with their window, by themselves, under names that tell nobody’s address', async () => {
    await redis.flush();
    const numbers = new RedisNumbers(redis, SECRET, SHARERS);
    const want = { key: '198.51.100.7', ttl: WINDOW_MS, limit: 20, hits: 1, ahead: true };
    const began = Date.now();
    const [first] = (await numbers.draw([want])) ?? [];
    expect(first?.endsAt).toBeGreaterThan(began + WINDOW_MS - 10_000);
    const [name = '', ...others] = await redis.client.keys('*');
    expect(others).toEqual([]);
    expect(name).toMatch(/^gatehouse:requests:[\w-]{22}$/);
    expect(await redis.client.pTTL(name)).toBeGreaterThan(0);
    await redis.client.pExpire(name, 1);
    while ((await redis.client.exists(name)) === 1);
    expect(await numbers.draw([want])).toEqual([expect.objectContaining({ first: 1, count: 1 })]);
  });
});

const ALL_BUT_DATE = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;
