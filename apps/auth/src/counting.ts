import type { ThrottlerStorage } from '@nestjs/throttler';
import { type FailureCounters, InProcessCounters } from '#libs/guessing';
import { RateLimitStorage } from './http/rate-limit.storage.js';

/** Where is counted what is limited. */
export interface Counting {
  readonly requests: ThrottlerStorage;
  readonly failures: FailureCounters;
}

/** In the memory of a process that serves alone. */
export const countingAlone = (): Counting => ({ requests: new RateLimitStorage(), failures: new InProcessCounters() });
