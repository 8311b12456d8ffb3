const MINUTE_MS = 60_000;

/** For `@Throttle`: how many requests one address may make to a route, a minute. */
export const perMinute = (limit: number): { default: { limit: number; ttl: number } } => ({
  default: { limit, ttl: MINUTE_MS },
});
