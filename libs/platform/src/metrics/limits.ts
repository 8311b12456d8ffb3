import { Injectable } from '@nestjs/common';
import { DomainError } from '../problems/domain-error.js';
import { Metrics } from './metrics.js';

const LIMITS = ['requests', 'guesses', 'feed_streams'] as const;
const HELP = 'Requests that were refused since a limit was reached, by limit.';

/** Refuses what is more than somebody may ask for, and counts that. */
@Injectable()
export class Limits {
  private readonly count: (limit: (typeof LIMITS)[number]) => void;

  constructor(metrics: Metrics) {
    this.count = metrics.addCounter('gatehouse_limits_reached_total', HELP, 'limit', LIMITS);
  }

  /** @returns what is to be thrown */
  reached(limit: (typeof LIMITS)[number], retryAfterSeconds: number, detail?: string): DomainError {
    this.count(limit);
    return new DomainError('too_many_requests', { retryAfterSeconds, ...(detail !== undefined && { detail }) });
  }
}
