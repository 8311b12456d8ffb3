const MINUTE_MS = 60_000;

/** Requests that one address may make to the ways in, a minute. */
export const LIMITS = {
  register: { default: { limit: 10, ttl: MINUTE_MS } },
  login: { default: { limit: 20, ttl: MINUTE_MS } },
  refresh: { default: { limit: 120, ttl: MINUTE_MS } },
};
