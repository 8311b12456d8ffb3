import { type FailureCounters, InProcessCounters } from '#libs/guessing';
import { RateLimitStorage, type RequestCounters } from './http/rate-limit.storage.js';

/** Where an instance counts what is limited, as far as it does so by itself. */
export interface Counting {
  readonly requests: RequestCounters;
  readonly failures: FailureCounters;
}

/** In the memory of a process that serves alone. */
export const countingAlone = (): Counting => ({ requests: new RateLimitStorage(), failures: new InProcessCounters() });
