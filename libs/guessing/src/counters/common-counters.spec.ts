import { describe, expect, it } from '@jest/globals';
import { CommonCounters } from './common-counters.js';
import { DividedCounters } from './divided-counters.js';
import type { Attempt, Charge, Verdict } from './failure-counters.js';
import { InProcessCounters } from './in-process-counters.js';
import type { RedisCounters } from './redis-counters.js';

const TERMS: Omit<Charge, 'key'> = { name: 'account', free: 10, freeWhenSprayed: 1, memory: 3600, isForgiving: true };
/** One attempt each time, as each request makes its own. */
const attempt = (): Attempt => ({ charges: [{ ...TERMS, key: 'a' }], isByStranger: false });

/** One of two instances, and a Redis that is there or not. */
function scene() {
  const redis = new InProcessCounters();
  let isThere = true;
  const common: Pick<RedisCounters, 'charge' | 'refund'> = {
    charge: what => (isThere ? redis.charge(what) : Promise.resolve(undefined)),
    refund: what => redis.refund(what),
  };
  const counters = new CommonCounters(common, new DividedCounters(new InProcessCounters(), 2));
  const failTimes = async (times: number): Promise<Verdict[]> =>
    Promise.all(Array.from({ length: times }, () => counters.charge(attempt())));
  const passed = async (times: number): Promise<number> =>
    (await failTimes(times)).filter(({ isAllowed }) => isAllowed).length;
  return { counters, redis, passed, turn: (there: boolean) => void (isThere = there) };
}

describe('counters in common', () => {
  it('let pass what is free in common, and half of it while one is alone', async () => {
    const { passed, turn } = scene();
    turn(false);
    expect(await passed(20)).toBe(6);
    turn(true);
    expect(await passed(20)).toBe(11);
  });

  it('remember, once alone, what they have let pass before, and what they did the last time', async () => {
    const { passed, turn } = scene();
    expect(await passed(4)).toBe(4);
    turn(false);
    expect(await passed(20)).toBe(2);
    turn(true);
    expect(await passed(1)).toBe(1);
    turn(false);
    expect(await passed(20)).toBe(0);
  });

  it('take a success back wherever it was charged, and nowhere else', async () => {
    const { counters, redis, passed, turn } = scene();
    for (const isThere of [true, false, true]) {
      turn(isThere);
      const success = attempt();
      await counters.charge(success);
      turn(true);
      await counters.refund(success);
    }
    expect(await redis.charge(attempt())).toMatchObject({ failures: [1] });
    await passed(10);
    const alone = attempt();
    turn(false);
    await counters.charge(alone);
    turn(true);
    await counters.refund(alone);
    expect(await redis.charge(attempt())).toMatchObject({ isAllowed: false });
  });
});
