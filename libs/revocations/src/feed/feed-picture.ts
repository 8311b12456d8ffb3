import { Injectable } from '@nestjs/common';
import type { RevocationEntry } from '#libs/contracts';
import { DomainError, Metrics } from '#libs/platform';
import { RevocationState } from '#libs/verifier/core';
import type { FeedCursor } from './feed-cursor.js';
import type { News } from './feed-reader.js';
import { LiveEntries } from './live-entries.js';

const FORGET_INTERVAL_MS = 10_000;

type Listener = (entry: RevocationEntry) => void;

/** The feed in this instance's memory: what was revoked of late and what roles permit. */
@Injectable()
export class FeedPicture {
  private readonly listeners = new Set<Listener>();
  private current = new RevocationState();
  private live = new LiveEntries();
  private reached: FeedCursor | undefined;
  private eras = 0;
  private forgottenAt = 0;

  constructor(metrics: Metrics) {
    metrics.addGauge('gatehouse_feed_entries', 'Live entries of the feed of revocations.', 'max', () => this.live.size);
  }

  /** What all that is known comes to, with what this instance itself has revoked. */
  get state(): RevocationState {
    return this.current;
  }

  /** What the looks have brought, for subscribers. */
  get entries(): LiveEntries {
    return this.live;
  }

  /** How far this instance has come. @throws DomainError `starting` before the first look */
  get position(): FeedCursor {
    if (this.reached === undefined) throw new DomainError('starting', { retryAfterSeconds: 1 });
    return this.reached;
  }

  /** Rises with each whole picture: what was remembered under another one counts no more. */
  get era(): number {
    return this.eras;
  }

  /** Calls `listener` with each entry as it comes, also if it says nothing new. */
  onEntry(listener: Listener): void {
    this.listeners.add(listener);
  }

  /** Takes in what a look has brought. */
  take({ feed, isWhole, entries, mark, asOf }: News): void {
    if (isWhole) this.beginAnew();
    for (const { name, entry, transactionId } of entries) {
      this.live.add(name, entry, transactionId);
      this.apply(entry);
    }
    this.reached = { feed, mark, asOf: asOf.getTime() };
    this.forget(asOf.getTime());
  }

  /** Has an entry count from now on, before any look brings it. */
  apply(entry: RevocationEntry): void {
    this.current.apply(entry);
    for (const listener of this.listeners) listener(entry);
  }

  private beginAnew(): void {
    this.eras++;
    const before = this.current;
    this.current = new RevocationState();
    this.current.inheritIdsFrom(before);
    this.live = new LiveEntries();
  }

  private forget(now: number): void {
    if (now - this.forgottenAt < FORGET_INTERVAL_MS) return;
    this.forgottenAt = now;
    this.current.forgetExpired(now / 1000);
    this.live.forgetExpired(now);
  }
}
