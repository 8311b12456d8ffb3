import type { ThrottlerModuleOptions } from '@nestjs/throttler';
import { type Config, USUAL_RATE_LIMIT } from '#libs/platform';
import type { RequestCounters } from './rate-limit.storage.js';

const WINDOW_MS = 60_000;
/** One household or office has a /64. */
const IPV6_PREFIX = 64;

export function rateLimitOptions({ throttle }: Config, storage: RequestCounters): ThrottlerModuleOptions {
  return {
    // The ways in have tighter limits of their own.
    throttlers: [{ limit: USUAL_RATE_LIMIT, ttl: WINDOW_MS }],
    storage,
    ipv6SubnetPrefix: IPV6_PREFIX,
    skipIf: () => throttle === 'off',
  };
}
