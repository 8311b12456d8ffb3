import { describe, expect, it } from '@jest/globals';
import type { Attempt, Charge } from './failure-counters.js';
import { InProcessCounters } from './in-process-counters.js';

const HOUR = 3600;
const DAY = 24 * HOUR;
const ACCOUNT = { free: 10, freeWhenSprayed: 1, memory: DAY, isForgiving: true };
const NETWORK = { free: 50, freeWhenSprayed: 1, memory: HOUR, isForgiving: false };

const charge = (key: string, terms: Partial<Charge> = {}): Charge => ({ ...ACCOUNT, name: 'something', key, ...terms });
const attempt = (...charges: Charge[]): Attempt => ({ charges, isByStranger: false });
const byStranger = (...charges: Charge[]): Attempt => ({ charges, isByStranger: true });
const range = (length: number): number[] => Array.from({ length }, (_, index) => index);

/** Counters whose clock goes only as the test has it. */
function scene(capacity?: number) {
  let now = 5;
  const counters = new InProcessCounters(() => now, capacity);
  /** @returns the seconds to wait; 0: it was let pass */
  const fail = async (what: Attempt): Promise<number> => {
    const verdict = await counters.charge(what);
    return verdict.isAllowed ? 0 : verdict.waitSeconds;
  };
  const failTimes = async (times: number, what: Attempt): Promise<void> => {
    for (const _time of range(times)) expect(await fail(what)).toBe(0);
  };
  return { counters, fail, failTimes, pass: (seconds: number) => void (now += seconds * 1000) };
}

describe('counters of failures', () => {
  it('let pass what is free, then make wait twice as long each time, up to 15 minutes', async () => {
    const { fail, failTimes, pass } = scene();
    await failTimes(11, attempt(charge('a')));
    const waits: number[] = [];
    for (const _time of range(13)) {
      const wait = await fail(attempt(charge('a')));
      waits.push(wait);
      pass(wait);
      expect(await fail(attempt(charge('a')))).toBe(0);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
  });

  it('after 10,000 attempts leave 96 a day, however they are spread', async () => {
    const { fail, pass } = scene();
    for (const _time of range(10_000)) {
      await fail(attempt(charge('a')));
      pass(7);
    }
    for (const _day of range(3)) {
      let passed = 0;
      for (const _minute of range(DAY / 60)) {
        if ((await fail(attempt(charge('a')))) === 0) passed++;
        pass(60);
      }
      expect(passed).toBe(96);
    }
  });

  it('count what is tried at the same time before any of it is judged', async () => {
    const { counters } = scene();
    const verdicts = await Promise.all(range(200).map(() => counters.charge(attempt(charge('a')))));
    expect(verdicts.filter(({ isAllowed }) => isAllowed)).toHaveLength(11);
  });

  it('forget a day after the last failure', async () => {
    const { fail, failTimes, pass } = scene();
    await failTimes(11, attempt(charge('a')));
    pass(DAY - 1);
    expect(await fail(attempt(charge('a')))).toBe(0);
    expect(await fail(attempt(charge('a')))).toBe(2);
    pass(DAY);
    await failTimes(11, attempt(charge('a')));
  });

  it('refuse for the longest wait of all keys, and charge none then', async () => {
    const { counters, fail, failTimes, pass } = scene();
    await failTimes(11, attempt(charge('a')));
    await failTimes(12, attempt(charge('b', { free: 11 })));
    pass(1);
    await failTimes(1, attempt(charge('b', { free: 11 })));
    const together = attempt(charge('a'), charge('b', { free: 11 }), charge('c'));
    for (const _time of range(100)) expect(await fail(together)).toBe(2);
    pass(2);
    expect(await counters.charge(together)).toMatchObject({ isAllowed: true, failures: [12, 14, 1] });
  });

  it('take a success back, and with it what was mistyped before', async () => {
    const { counters, failTimes } = scene();
    for (const _day of range(5)) {
      await failTimes(11, attempt(charge('a')));
      await counters.refund(attempt(charge('a')));
    }
  });

  it('forgive nothing but the success itself where more than what is free has failed', async () => {
    const { counters, fail, failTimes, pass } = scene();
    await failTimes(11, attempt(charge('a')));
    pass(1);
    await failTimes(1, attempt(charge('a')));
    expect(await fail(attempt(charge('a')))).toBe(2);
    pass(2);
    await failTimes(1, attempt(charge('a')));
    await counters.refund(attempt(charge('a')));
    // Whoever comes next is not kept waiting for the attempt that has succeeded.
    await failTimes(1, attempt(charge('a')));
    expect(await fail(attempt(charge('a')))).toBe(4);
  });

  it('do not let successes on one account pay for failures on others in the same network', async () => {
    const { counters, fail } = scene();
    const network = charge('n', NETWORK);
    let guesses = 0;
    for (const n of range(1000)) {
      const own = byStranger(charge('own'), network);
      if ((await fail(own)) === 0) await counters.refund(own);
      if ((await fail(attempt(charge(`victim ${n}`), network))) === 0) guesses++;
    }
    expect(guesses).toBe(51);
  });

  it('tell how many there are under each key', async () => {
    const { counters, failTimes } = scene();
    await failTimes(3, attempt(charge('a')));
    const verdict = await counters.charge(attempt(charge('a'), charge('b', NETWORK)));
    expect(verdict).toEqual({ isAllowed: true, failures: [4, 1], revealsSpraying: false });
  });
});

describe('counters whose memory is full', () => {
  it('keep an account that many have failed on, whatever addresses are made up', async () => {
    const { counters, fail, failTimes, pass } = scene(100);
    await failTimes(11, attempt(charge('hot')));
    pass(1);
    await failTimes(1, attempt(charge('hot')));
    for (const n of range(10_000)) {
      await counters.charge(attempt(charge(`made up ${n}`)));
      await counters.charge(attempt(charge(`made up ${n}`)));
    }
    expect(await fail(attempt(charge('hot')))).toBe(2);
  });

  it('make room by those that are left alone for longest', async () => {
    const { counters } = scene(3);
    for (const key of ['a', 'b', 'a', 'b', 'c', 'd']) await counters.charge(attempt(charge(key)));
    const failures = async (key: string): Promise<unknown> => {
      const verdict = await counters.charge(attempt(charge(key)));
      return verdict.isAllowed && verdict.failures[0];
    };
    expect(await failures('c')).toBe(1);
    expect(await failures('a')).toBe(3);
  });
});

describe('spraying', () => {
  it('shows by more than 100 failures of strangers in ten minutes, and is told once', async () => {
    const { counters, pass } = scene();
    const revealed: number[] = [];
    for (const n of range(300)) {
      const verdict = await counters.charge(byStranger(charge(`account ${n}`)));
      if (verdict.isAllowed && verdict.revealsSpraying) revealed.push(n);
      pass(1);
    }
    expect(revealed).toEqual([100]);
  });

  it('is not shown by logins that succeed, nor by failures that take their time', async () => {
    const { counters, pass } = scene();
    for (const n of range(1000)) {
      const verdict = await counters.charge(byStranger(charge(`account ${n}`)));
      expect(verdict).toMatchObject({ revealsSpraying: false });
      if (n % 10 !== 0) await counters.refund(byStranger(charge(`account ${n}`)));
      pass(1);
    }
  });

  it('leaves each network and account one failure, then makes it wait up to a minute', async () => {
    const { fail, failTimes, pass } = scene();
    for (const n of range(101)) await failTimes(1, byStranger(charge(`account ${n}`)));
    const waits: number[] = [];
    for (const n of range(9)) {
      const next = byStranger(charge(`another ${n}`), charge('network', NETWORK));
      const wait = await fail(next);
      waits.push(wait);
      pass(wait);
      if (wait > 0) await failTimes(1, next);
    }
    expect(waits).toEqual([0, 0, 1, 2, 4, 8, 16, 32, 60]);
  });

  it('is over when ten minutes have passed without', async () => {
    const { failTimes, pass } = scene();
    for (const n of range(150)) await failTimes(1, byStranger(charge(`account ${n}`)));
    pass(10 * 60);
    await failTimes(11, byStranger(charge('somebody')));
  });

  it('does not touch known devices', async () => {
    const { failTimes } = scene();
    for (const n of range(150)) await failTimes(1, byStranger(charge(`account ${n}`)));
    await failTimes(11, attempt(charge('device', { freeWhenSprayed: 10 })));
  });
});
