import type { ThrottlerStorage } from '@nestjs/throttler';
import { Windows } from './rate-limit.windows.js';

/** What the throttler wants to know of a request that has been counted. */
export type CountedRequest = Awaited<ReturnType<ThrottlerStorage['increment']>> & {
  /** What is allowed in the window, as it is in force where this was counted. */
  readonly limit: number;
};

/** Counts the requests of one address to one route, in fixed windows. */
export abstract class RequestCounters implements ThrottlerStorage {
  /**
   * @param key a hash of address and route
   * @param ttl how long the window is, in milliseconds
   * @param limit requests that are allowed in it
   */
  abstract increment(key: string, ttl: number, limit: number): Promise<CountedRequest>;
}

interface Window {
  hits: number;
  readonly endsAt: number;
}

/**
 * Counts in the memory of one process: one number for each address and route, however high the limit. (The storage that
 * comes with the throttler keeps a timer and an entry for every hit.)
 */
export class RateLimitStorage extends RequestCounters {
  private readonly windows = new Windows<Window>();

  override increment(key: string, ttl: number, limit: number): Promise<CountedRequest> {
    const now = Date.now();
    const window = this.windows.of(key, now, () => ({ hits: 0, endsAt: now + ttl }));
    window.hits++;
    return Promise.resolve(countedAs(window.hits, limit, window.endsAt - now));
  }
}

/** The request that is the one of this number in its window. @param leftMs milliseconds until that is over */
export function countedAs(hit: number, limit: number, leftMs: number): CountedRequest {
  const seconds = Math.max(1, Math.ceil(leftMs / 1000));
  const isBlocked = hit > limit;
  return { totalHits: hit, timeToExpire: seconds, isBlocked, timeToBlockExpire: isBlocked ? seconds : 0, limit };
}
