import { ConnectionFailed, OAuthError, ProblemError, TimedOut, UnexpectedResponse } from './errors.js';
import { pause } from './waiting.js';

export interface Patience {
  /** How often to try again. */
  readonly retries: number;
  /** Milliseconds: rather than wait longer for the next attempt, the call fails. */
  readonly maxWaitMs: number;
  /** Whether it does no harm if the service carries it out twice. */
  readonly repeatable: boolean;
  readonly signal: AbortSignal | undefined;
  /** Milliseconds after which no further attempt begins. */
  readonly withinMs?: number;
}

/** The service answers with these before it has done anything. `database_unavailable` is not among them: a commit may be lost. */
const NOT_CARRIED_OUT: readonly string[] = ['too_many_requests', 'overloaded', 'cannot_verify'];

/** Tries again where that is safe: what certainly was not carried out, or may be carried out twice. */
export async function retrying<T>(attempt: () => Promise<T>, patience: Patience): Promise<T> {
  const start = performance.now();
  for (let failed = 0; ; failed++) {
    try {
      return await attempt();
    } catch (error) {
      const wait = failed < patience.retries ? waitAfter(error, failed, patience.repeatable) : undefined;
      if (wait === undefined || wait > patience.maxWaitMs) throw error;
      if (performance.now() + wait - start > (patience.withinMs ?? Infinity)) throw error;
      await pause(wait, patience.signal);
    }
  }
}

/** Milliseconds to wait before the next attempt; undefined if there is to be none. */
function waitAfter(error: unknown, failed: number, repeatable: boolean): number | undefined {
  if (error instanceof ConnectionFailed || error instanceof TimedOut) return repeatable ? backOff(failed) : undefined;
  if (!isRefusal(error)) return undefined;
  const { status, retryAfterMs } = error;
  const isUntouched = status === 429 || (error instanceof ProblemError && NOT_CARRIED_OUT.includes(error.code));
  if (isUntouched && retryAfterMs !== undefined) return retryAfterMs + spread(200);
  if (!repeatable || ![429, 502, 503, 504].includes(status)) return undefined;
  return retryAfterMs === undefined ? backOff(failed) : retryAfterMs + spread(200);
}

function isRefusal(error: unknown): error is ProblemError | OAuthError | UnexpectedResponse {
  return error instanceof ProblemError || error instanceof OAuthError || error instanceof UnexpectedResponse;
}

/** Twice as long each time, so that a service in trouble is spared. */
const backOff = (failed: number): number => 100 * 2 ** failed + spread(100 * 2 ** failed);

/** Up to so many milliseconds, so that those who failed together do not come back together. */
function spread(most: number): number {
  // eslint-disable-next-line no-restricted-properties -- no secret, and browsers have no node:crypto
  return Math.random() * most;
}
