import type { createClient } from '@redis/client';

const CONNECT_TIMEOUT_MS = 900;
const PING_INTERVAL_MS = 1000;
/** A connection on which not even pings are answered is ended and made anew. */
export const SILENCE_LIMIT_MS = 3000;
const LONGEST_PAUSE_MS = 1000;

/** How a client speaks to the Redis at `url`. */
export function redisOptions(url: string): Parameters<typeof createClient>[0] {
  return {
    url,
    RESP: 2,
    disableOfflineQueue: true,
    pingInterval: PING_INTERVAL_MS,
    socket: {
      connectTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: SILENCE_LIMIT_MS,
      reconnectStrategy: retries => Math.min(20 * 2 ** Math.min(retries, 10), LONGEST_PAUSE_MS),
    },
  };
}
