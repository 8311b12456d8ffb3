import { Injectable } from '@nestjs/common';
import { Metrics } from '#libs/platform';
import type { Backlog } from './due-logouts.js';

const WAITING_HELP =
  'Applications that are yet to be told that a session is over, once for each session, of all instances.';
const OLDEST_HELP = 'Age of the oldest of them.';
const TOTAL_HELP = 'What became of it: delivered, failed and tried again, given_up.';
const OUTCOMES = ['delivered', 'failed', 'given_up'] as const;

/** What can be measured of telling applications. */
@Injectable()
export class BackChannelMetrics {
  /** Counts one more of what became of it. */
  readonly count: (outcome: (typeof OUTCOMES)[number]) => void;
  private backlog: Backlog = { waiting: 0, oldest_seconds: 0 };

  constructor(metrics: Metrics) {
    metrics.addGauge('gatehouse_backchannel_logouts_waiting', WAITING_HELP, 'max', () => this.backlog.waiting);
    metrics.addGauge(
      'gatehouse_backchannel_logouts_oldest_seconds',
      OLDEST_HELP,
      'max',
      () => this.backlog.oldest_seconds,
    );
    this.count = metrics.addCounter('gatehouse_backchannel_logouts_total', TOTAL_HELP, 'outcome', OUTCOMES);
  }

  /** As it was found at the last look. */
  note(backlog: Backlog): void {
    this.backlog = backlog;
  }
}
