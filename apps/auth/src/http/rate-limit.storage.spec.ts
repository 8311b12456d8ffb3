import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { RateLimitStorage } from './rate-limit.storage.js';

describe('RateLimitStorage', () => {
  afterEach(() => void jest.useRealTimers());

  it('lets as many hits through as the limit allows, and none more until the window is over', async () => {
    jest.useFakeTimers({ now: 0 });
    const storage = new RateLimitStorage();
    const hits = [];
    for (let i = 0; i < 4; i++) hits.push(await storage.increment('key', 60_000, 3));
    expect(hits.map(hit => hit.isBlocked)).toEqual([false, false, false, true]);
    jest.setSystemTime(45_500);
    expect(await storage.increment('key', 60_000, 3)).toMatchObject({ isBlocked: true, timeToBlockExpire: 15 });
    jest.setSystemTime(60_000);
    expect(await storage.increment('key', 60_000, 3)).toMatchObject({ isBlocked: false, totalHits: 1 });
  });

  it('counts each key by itself', async () => {
    const storage = new RateLimitStorage();
    await storage.increment('one', 60_000, 1);
    expect((await storage.increment('one', 60_000, 1)).isBlocked).toBe(true);
    expect((await storage.increment('two', 60_000, 1)).isBlocked).toBe(false);
  });

  it('stays bounded, however many come, and costs the same for the last as for the first', async () => {
    const storage = new RateLimitStorage();
    for (let i = 0; i < 150_000; i++) await storage.increment(`key-${i}`, 60_000, 10);
    expect((storage as unknown as { windows: Map<string, unknown> }).windows.size).toBeLessThanOrEqual(100_000);
  });
});
