import { describe, expect, it } from '@jest/globals';
import { type Attempt, InProcessCounters, type Verdict } from '#libs/guessing';
import { PrimarysCounters } from './primarys-counters.js';

const attempt = (): Attempt => ({
  isByStranger: false,
  charges: [{ name: 'x', key: 'k', free: 2, freeWhenSprayed: 1, memory: 60, isForgiving: false }],
});

/** A primary that answers as long as it is let. */
function scene() {
  const primary = new InProcessCounters();
  let isThere = true;
  let asked = 0;
  const ask = async <T>(answer: () => Promise<T>): Promise<T | undefined> => {
    asked++;
    return isThere ? answer() : undefined;
  };
  const worker = (): PrimarysCounters =>
    new PrimarysCounters({
      charge: one => ask<Verdict>(() => primary.charge(one)),
      refund: one => ask(() => primary.refund(one)),
    });
  return { worker, leave: () => void (isThere = false), asked: () => asked };
}

const failures = async (counters: PrimarysCounters, one = attempt()): Promise<unknown> => {
  const verdict = await counters.charge(one);
  return verdict.isAllowed ? verdict.failures : verdict;
};

describe('the counters of workers', () => {
  it('are those of the primary, whichever worker asks', async () => {
    const { worker } = scene();
    const [one, other] = [worker(), worker()];
    expect(await failures(one)).toEqual([1]);
    const taken = attempt();
    expect(await failures(other, taken)).toEqual([2]);
    await other.refund(taken);
    expect([await failures(one), await failures(other)]).toEqual([[2], [3]]);
    expect(await failures(one)).toEqual({ isAllowed: false, waitSeconds: 1 });
  });

  it('are its own while the primary does not answer, and it is not asked again for a while', async () => {
    const { worker, leave, asked } = scene();
    const counters = worker();
    expect(await failures(counters)).toEqual([1]);
    leave();
    const first = attempt();
    expect(await failures(counters, first)).toEqual([1]);
    await counters.refund(first);
    expect([await failures(counters), await failures(counters), await failures(counters)]).toEqual([[1], [2], [3]]);
    expect(await failures(counters)).toEqual({ isAllowed: false, waitSeconds: 1 });
    expect(asked()).toBe(2);
  });
});
