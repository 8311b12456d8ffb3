import type { ThrottlerStorage } from '@nestjs/throttler';

type StorageRecord = Awaited<ReturnType<ThrottlerStorage['increment']>>;

interface Window {
  hits: number;
  /** Milliseconds of `Date.now()`. */
  readonly endsAt: number;
}

/** Windows kept at once; past it the oldest go, which at worst lets somebody begin anew. */
const MAX_WINDOWS = 100_000;

/**
 * Counts hits in fixed windows: one number for each address and route, however high the limit. (The storage that
 * comes with the throttler keeps a timer and an entry for every hit.)
 */
export class RateLimitStorage implements ThrottlerStorage {
  private readonly windows = new Map<string, Window>();

  increment(key: string, ttl: number, limit: number): Promise<StorageRecord> {
    const now = Date.now();
    const window = this.windowOf(key, ttl, now);
    window.hits++;
    const seconds = Math.max(1, Math.ceil((window.endsAt - now) / 1000));
    const isBlocked = window.hits > limit;
    return Promise.resolve({
      totalHits: window.hits,
      timeToExpire: seconds,
      isBlocked,
      timeToBlockExpire: isBlocked ? seconds : 0,
    });
  }

  private windowOf(key: string, ttl: number, now: number): Window {
    const open = this.windows.get(key);
    if (open !== undefined && open.endsAt > now) return open;
    const window = { hits: 0, endsAt: now + ttl };
    // Behind all others, so that the oldest are in front.
    this.windows.delete(key);
    this.windows.set(key, window);
    this.forgetOld(now);
    return window;
  }

  private forgetOld(now: number): void {
    for (const [key, { endsAt }] of this.windows) {
      if (endsAt > now && this.windows.size <= MAX_WINDOWS) return;
      this.windows.delete(key);
    }
  }
}
