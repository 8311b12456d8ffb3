import type { ThrottlerStorage } from '@nestjs/throttler';
import { Windows } from './rate-limit.windows.js';

export type StorageRecord = Awaited<ReturnType<ThrottlerStorage['increment']>>;

interface Window {
  hits: number;
  readonly endsAt: number;
}

/**
 * Counts hits in fixed windows: one number for each address and route, however high the limit. (The storage that
 * comes with the throttler keeps a timer and an entry for every hit.)
 */
export class RateLimitStorage implements ThrottlerStorage {
  private readonly windows = new Windows<Window>();

  increment(key: string, ttl: number, limit: number): Promise<StorageRecord> {
    const now = Date.now();
    const window = this.windows.of(key, now, () => ({ hits: 0, endsAt: now + ttl }));
    window.hits++;
    return Promise.resolve(recordOf(window.hits, limit, window.endsAt - now));
  }
}

/** What the throttler wants to know of the hit of this number. @param leftMs milliseconds until the window is over */
export function recordOf(hit: number, limit: number, leftMs: number): StorageRecord {
  const seconds = Math.max(1, Math.ceil(leftMs / 1000));
  const isBlocked = hit > limit;
  return { totalHits: hit, timeToExpire: seconds, isBlocked, timeToBlockExpire: isBlocked ? seconds : 0 };
}
