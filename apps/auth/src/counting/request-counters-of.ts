import type { Redis } from '#libs/persistence';
import type { Config, MasterSecret } from '#libs/platform';
import type { RequestCounters } from '../http/rate-limit.storage.js';
import { DrawnNumbersStorage } from '../workers/drawn-numbers.storage.js';
import { DividedRequests } from './divided-requests.js';
import { RedisNumbers } from './redis-numbers.js';

/**
 * Counts requests with all other instances where there is a Redis, and else so that all together let pass what one may.
 * @param own where this instance counts by itself
 */
export function requestCountersOf(
  own: RequestCounters,
  { replicas, workers }: Config,
  redis: Redis,
  secret: MasterSecret,
): RequestCounters {
  const alone = replicas === 1 ? own : new DividedRequests(own, replicas);
  if (!redis.isConfigured) return alone;
  const numbers = new RedisNumbers(redis, secret, replicas * workers);
  return new DrawnNumbersStorage(wanted => numbers.draw(wanted), alone);
}
