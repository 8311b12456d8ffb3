import { Injectable } from '@nestjs/common';
import { Metrics } from '#libs/platform';

/** Nothing is believed on the strength of a look that is longer ago. */
const STALE_AFTER_MS = 2000;
/** So many looks that failed in a row, and nothing is believed until one succeeds. */
const DISTRUSTED = 2;

const AGE_HELP = 'Time since the last look at the feed of revocations that succeeded.';

/** How old what is known of the feed is, and whether it may be believed. */
@Injectable()
export class FeedFreshness {
  private lastLook = -Infinity;
  /** Looks that failed since then. One may only have found a connection that was broken. */
  private failures = 0;

  constructor(metrics: Metrics) {
    metrics.addGauge('gatehouse_feed_age_seconds', AGE_HELP, 'max', () => this.age / 1000);
  }

  /** When the last look that succeeded began, in milliseconds of this process's own clock; -Infinity before the first. */
  get lookedAt(): number {
    return this.lastLook;
  }

  /** Milliseconds since the time up to which everything is known. */
  get age(): number {
    return performance.now() - this.lastLook;
  }

  /** Whether anything may be believed on the strength of what is known. */
  get isFresh(): boolean {
    return this.failures < DISTRUSTED && this.age <= STALE_AFTER_MS;
  }

  /** Whether one more look that fails makes that nothing is believed. */
  get isInDoubt(): boolean {
    return this.failures === DISTRUSTED - 1;
  }

  /** A look that began then has succeeded. */
  succeeded(began: number): void {
    this.lastLook = began;
    this.failures = 0;
  }

  failed(): void {
    this.failures++;
  }

  /** Nothing is believed from now on until a look succeeds. */
  distrust(): void {
    this.failures = Math.max(this.failures, DISTRUSTED);
  }
}
