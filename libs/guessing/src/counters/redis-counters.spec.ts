import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RedisScript } from '#libs/persistence';
import { redisIsInstalled, useScriptedRedis } from '../../../../test/support/specs/scripted-redis.js';
import type { Attempt, Charge } from './failure-counters.js';
import { failureScripts } from './failure-scripts.js';
import { InProcessCounters } from './in-process-counters.js';
import { RedisCounters } from './redis-counters.js';

/** Years ahead, so that nothing expires but by the clock of the test. */
const BEGIN = 4_000_000_000_000;
const CLOCK = 'clock';
/** Redis goes by its own clock for what expires. */
const SET_CLOCK_AND_EXPIRE = new RedisScript(`
redis.call('SET', KEYS[1], ARGV[1])
for _, key in ipairs(redis.call('KEYS', 'gatehouse:*')) do
  if redis.call('PEXPIRETIME', key) <= tonumber(ARGV[1]) then redis.call('DEL', key) end
end
return {}`);
const BY_CLOCK = `local now = tonumber(redis.call('GET', '${CLOCK}'))`;

const NAMES = ['a', 'b', 'c', 'd'];
const charge = fc.record({
  name: fc.constant('account'),
  key: fc.constantFrom(...NAMES),
  free: fc.integer({ min: 1, max: 4 }),
  freeWhenSprayed: fc.integer({ min: 1, max: 2 }),
  memory: fc.constantFrom(3, 60, 3600),
  isForgiving: fc.boolean(),
});
const attempt: fc.Arbitrary<Attempt> = fc.record({
  charges: fc.uniqueArray(charge, { selector: ({ key }) => key, minLength: 1, maxLength: 3 }),
  isByStranger: fc.boolean(),
});
/** Some after each other, as they come when spraying is to show. */
const charged = fc.record({ what: fc.constant('charge'), attempt, times: fc.constantFrom(1, 1, 1, 5, 60) });
const refunded = fc.record({ what: fc.constant('refund'), attempt });
const passed = fc.record({ what: fc.constant('pass'), seconds: fc.constantFrom(0.001, 0.5, 1, 2, 8, 60, 300, 900) });
const steps = fc.array(fc.oneof(charged, refunded, passed), { maxLength: 30 });

describe('failures that are counted in Redis', () => {
  if (!redisIsInstalled) {
    it('are left out, since there is no redis-server here', () => {
      expect(redisIsInstalled).toBe(false);
    });
    return;
  }
  const redis = useScriptedRedis();

  /** Both ways to count, by one clock. */
  async function scene() {
    let now = BEGIN;
    await redis.flush();
    const pass = async (seconds: number): Promise<void> => {
      now += seconds * 1000;
      await redis.run(SET_CLOCK_AND_EXPIRE, { keys: [CLOCK], values: [now] });
    };
    await pass(0);
    return {
      pass,
      here: new InProcessCounters(() => now),
      there: new RedisCounters(redis, 'strangers', failureScripts(BY_CLOCK)),
    };
  }

  it('come to the same as in one process, whatever happens', async () => {
    const property = fc.asyncProperty(steps, async all => {
      const { pass, here, there } = await scene();
      for (const step of all) {
        if ('seconds' in step) await pass(step.seconds);
        else if (!('times' in step)) await Promise.all([here.refund(step.attempt), there.refund(step.attempt)]);
        else {
          for (let time = 0; time < step.times; time++) {
            expect(await there.charge(step.attempt)).toEqual(await here.charge(step.attempt));
          }
        }
      }
    });
    await fc.assert(property, { numRuns: 100 });
  });

  it('are refused and forgiven alike where it matters: beyond what is free, and while spraying', async () => {
    const { pass, here, there } = await scene();
    const told: string[] = [];
    const stranger = (n: number): Attempt => ({
      charges: [terms(`made up ${n}`), terms('network')],
      isByStranger: true,
    });
    for (let n = 0; n < 400; n++) {
      const [verdict, same] = [await there.charge(stranger(n % 130)), await here.charge(stranger(n % 130))];
      expect(verdict).toEqual(same);
      told.push(verdict?.isAllowed === true ? (verdict.revealsSpraying ? 'revealed' : 'allowed') : 'refused');
      if (n % 7 === 0) await Promise.all([here.refund(stranger(n % 130)), there.refund(stranger(n % 130))]);
      await pass(2);
    }
    expect(new Set(told)).toEqual(new Set(['allowed', 'revealed', 'refused']));
  });

  it('of strangers count as long as they do in one process', async () => {
    const { pass, here, there } = await scene();
    let revealed = 0;
    for (let n = 0; n < 400; n++) {
      const stranger = { charges: [terms(`made up ${n}`)], isByStranger: true };
      const [verdict, same] = [await there.charge(stranger), await here.charge(stranger)];
      expect(verdict).toEqual(same);
      if (verdict?.isAllowed === true && verdict.revealsSpraying) revealed++;
      // About as many as are taken for spraying: it shows again and again.
      await pass(5.9);
    }
    expect(revealed).toBeGreaterThan(1);
  });

  it('are gone when they are to be forgotten, by themselves', async () => {
    await redis.flush();
    const counters = new RedisCounters(redis, 'strangers');
    await counters.charge({ charges: [{ ...terms('a'), memory: 60 }, terms('b')], isByStranger: true });
    await counters.refund({ charges: [terms('b')], isByStranger: false });
    const lives = await Promise.all(['a', 'strangers'].map(key => redis.client.pTTL(`gatehouse:failures:${key}`)));
    for (const [place, longest] of [60_000, 600_000].entries()) {
      expect(lives[place]).toBeGreaterThan(longest - 10_000);
      expect(lives[place]).toBeLessThanOrEqual(longest);
    }
    expect(await redis.client.keys('*')).toHaveLength(2);
  });

  it('that are tried at the same time by several instances let no more through than one would', async () => {
    await redis.flush();
    const instances = [new RedisCounters(redis, 'strangers'), new RedisCounters(redis, 'strangers')];
    const once = { charges: [terms('a')], isByStranger: true };
    const tries = instances.flatMap(instance => Array.from({ length: 100 }, () => instance.charge(once)));
    const verdicts = await Promise.all(tries);
    expect(verdicts.filter(verdict => verdict?.isAllowed === true)).toHaveLength(11);
  });
});

const terms = (key: string): Charge => ({
  name: 'account',
  key,
  free: 10,
  freeWhenSprayed: 1,
  memory: 86_400,
  isForgiving: true,
});
