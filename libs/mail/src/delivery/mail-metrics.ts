import { Injectable } from '@nestjs/common';
import { Metrics } from '#libs/platform';
import type { Backlog } from './due-mails.js';

const WAITING_HELP = 'Mails that are neither sent nor given up, of all instances.';
const OLDEST_HELP = 'Age of the oldest of the mails that wait.';
const ATTEMPTS_HELP = 'What became of mails: sent, failed and tried again, given_up.';
const OUTCOMES = ['sent', 'failed', 'given_up'] as const;

/** What can be measured of mails. */
@Injectable()
export class MailMetrics {
  /** Counts one more of what became of mails. */
  readonly count: (outcome: (typeof OUTCOMES)[number]) => void;
  private backlog: Backlog = { waiting: 0, oldest_seconds: 0 };

  constructor(metrics: Metrics) {
    metrics.addGauge('gatehouse_mails_waiting', WAITING_HELP, 'max', () => this.backlog.waiting);
    metrics.addGauge('gatehouse_mails_oldest_seconds', OLDEST_HELP, 'max', () => this.backlog.oldest_seconds);
    this.count = metrics.addCounter('gatehouse_mails_total', ATTEMPTS_HELP, 'outcome', OUTCOMES);
  }

  /** As it was found at the last look. */
  note(backlog: Backlog): void {
    this.backlog = backlog;
  }
}
