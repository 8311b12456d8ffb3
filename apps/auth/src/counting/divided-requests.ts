import { type CountedRequest, RequestCounters } from '../http/rate-limit.storage.js';

/** Counts for one of several instances that do not know of each other: each allows its part of the limit, rounded up. */
export class DividedRequests extends RequestCounters {
  /** @param instances how many there are */
  constructor(
    private readonly own: RequestCounters,
    private readonly instances: number,
  ) {
    super();
  }

  override increment(key: string, ttl: number, limit: number): Promise<CountedRequest> {
    return this.own.increment(key, ttl, Math.ceil(limit / this.instances));
  }
}
