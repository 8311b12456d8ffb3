import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { DrawnNumbers, type Drawn, type Wanted } from './drawn-numbers.js';
import { RateLimitStorage } from '../http/rate-limit.storage.js';
import { DrawnNumbersStorage } from './drawn-numbers.storage.js';
import { PrimarysNumbers } from './primarys-numbers.js';

const WORKERS = 4;
const MINUTE = 60_000;

/** Workers that ask one primary, each question and each answer being on its way for a moment. */
function crew(): { storages: DrawnNumbersStorage[]; asked: Wanted[][] } {
  const numbers = new DrawnNumbers(WORKERS);
  const asked: Wanted[][] = [];
  const draw = async (wanted: readonly Wanted[]): Promise<Drawn[]> => {
    asked.push([...wanted]);
    await delay(1);
    const drawn = wanted.map(each => numbers.draw(each));
    await delay(1);
    return drawn;
  };
  return {
    storages: Array.from({ length: WORKERS }, () => new DrawnNumbersStorage(draw, new RateLimitStorage())),
    asked,
  };
}

describe('numbers that several workers draw', () => {
  beforeAll(() => void Logger.overrideLogger(false));
  afterEach(() => void jest.useRealTimers());

  it.each([1, 4, 20, 120, 400])('let exactly %i through', async limit => {
    const { storages } = crew();
    const hits = await Promise.all(
      storages.flatMap(storage => Array.from({ length: limit }, () => storage.increment('key', MINUTE, limit))),
    );
    expect(hits.filter(({ isBlocked }) => !isBlocked)).toHaveLength(limit);
  });

  it('never let more through than a high limit, and lose a hundredth of it at most', async () => {
    const limit = 6000;
    const { storages, asked } = crew();
    let passed = 0;
    const client = async (storage: DrawnNumbersStorage): Promise<void> => {
      for (let i = 0; i < limit / 4; i++) if (!(await storage.increment('key', MINUTE, limit)).isBlocked) passed++;
    };
    await Promise.all(storages.flatMap(storage => [client(storage), client(storage), client(storage)]));
    expect(passed).toBeLessThanOrEqual(limit);
    expect(passed).toBeGreaterThanOrEqual(limit * 0.99);
    expect(asked.length).toBeLessThan(limit / 4);
  });

  it('are asked for once for all that comes in one turn, and no more once nothing is left', async () => {
    const { storages, asked } = crew();
    const [storage] = storages as [DrawnNumbersStorage];
    await Promise.all(['a', 'b', 'a', 'a'].map(key => storage.increment(key, MINUTE, 3)));
    expect(asked).toEqual([
      [
        { key: 'a', ttl: MINUTE, limit: 3, hits: 3, ahead: true },
        { key: 'b', ttl: MINUTE, limit: 3, hits: 1, ahead: true },
      ],
    ]);
    for (let i = 0; i < 10; i++) expect((await storage.increment('a', MINUTE, 3)).isBlocked).toBe(true);
    expect(asked).toHaveLength(1);
  });

  it('begin anew with each window', async () => {
    jest.useFakeTimers({ now: 0, doNotFake: ['setImmediate', 'performance', 'nextTick', 'queueMicrotask'] });
    const numbers = new DrawnNumbers(WORKERS);
    const storage = new DrawnNumbersStorage(
      wanted => Promise.resolve(wanted.map(each => numbers.draw(each))),
      new RateLimitStorage(),
    );
    expect((await storage.increment('key', MINUTE, 1)).isBlocked).toBe(false);
    expect(await storage.increment('key', MINUTE, 1)).toMatchObject({ isBlocked: true, timeToBlockExpire: 60 });
    jest.setSystemTime(59_500);
    expect(await storage.increment('key', MINUTE, 1)).toMatchObject({ isBlocked: true, timeToBlockExpire: 1 });
    jest.setSystemTime(MINUTE);
    expect((await storage.increment('key', MINUTE, 1)).isBlocked).toBe(false);
  });

  it('that cannot be had are made up for by counting alone', async () => {
    let asked = 0;
    const numbers = new PrimarysNumbers(() => {
      asked++;
      return Promise.resolve(undefined);
    });
    const storage = new DrawnNumbersStorage(wanted => numbers.draw(wanted), new RateLimitStorage());
    const hits = [];
    for (let i = 0; i < 4; i++) hits.push(await storage.increment('key', MINUTE, 3));
    expect(hits.map(({ isBlocked }) => isBlocked)).toEqual([false, false, false, true]);
    expect(asked).toBe(1);
  });
});
