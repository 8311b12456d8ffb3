import { type FailureCounters, InProcessCounters } from '#libs/guessing';
import { RateLimitStorage, type RequestCounters } from './http/rate-limit.storage.js';

/** Where is counted what is limited. */
export interface Counting {
  readonly requests: RequestCounters;
  readonly failures: FailureCounters;
}

/** In the memory of a process that serves alone. */
export const countingAlone = (): Counting => ({ requests: new RateLimitStorage(), failures: new InProcessCounters() });
