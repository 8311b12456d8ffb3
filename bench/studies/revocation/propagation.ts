import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { request } from '../../cast/request.js';

/** The fixed rate at which each service is asked from the acknowledgement on, until it refuses. */
export const PROBE_INTERVAL_MS = 2;
/** Beyond it a revocation counts as missed. */
const GIVE_UP_MS = 5000;

/**
 * Asks one service with a revoked token again and again.
 * @returns milliseconds from the acknowledgement until the first refusal had arrived
 * @throws Error if the token is still accepted after five seconds
 */
export async function untilRefused(
  service: string,
  path: string,
  token: string,
  acknowledged: number,
): Promise<number> {
  for (let probe = 0; ; probe++) {
    const due = acknowledged + probe * PROBE_INTERVAL_MS;
    const wait = due - performance.now();
    if (wait > 0.5) await delay(wait);
    const { status } = await request(service, 'GET', path, { token, expected: [401] });
    const took = performance.now() - acknowledged;
    if (status === 401) return took;
    if (took > GIVE_UP_MS) throw new Error(`A revoked token was still accepted after ${GIVE_UP_MS} ms.`);
  }
}
