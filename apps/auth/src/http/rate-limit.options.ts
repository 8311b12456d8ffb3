import type { ThrottlerModuleOptions } from '@nestjs/throttler';
import type { Config } from '#libs/platform';
import { RateLimitStorage } from './rate-limit.storage.js';

/** Requests that one address may make to one route, a minute; the ways in have tighter limits of their own. */
const LIMIT = 1200;
const WINDOW_MS = 60_000;
/** One household or office has a /64. */
const IPV6_PREFIX = 64;

export function rateLimitOptions({ throttle }: Config): ThrottlerModuleOptions {
  return {
    throttlers: [{ limit: LIMIT, ttl: WINDOW_MS }],
    storage: new RateLimitStorage(),
    ipv6SubnetPrefix: IPV6_PREFIX,
    skipIf: () => throttle === 'off',
  };
}
