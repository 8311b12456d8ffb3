import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { RevocationEntry } from '#libs/contracts';
import { DomainError, Metrics, Readiness } from '#libs/platform';
import { CannotVerify, RevocationState, TokenRejected, type VerifiedToken } from '#libs/verifier/core';
import { WakeUp } from '../wake-up/wake-up.js';
import { Coalesced } from './coalesced.js';
import type { FeedCursor } from './feed-cursor.js';
import { FeedReader, type News } from './feed-reader.js';
import { entryOf } from './feed-row.js';
import { LiveEntries } from './live-entries.js';

/** How often the database is looked into where nothing wakes us: bounds the delay of a wake-up that got lost. */
const LOOK_INTERVAL_MS = 100;
/** Nothing is believed on the strength of a view that is older. */
const STALE_AFTER_MS = 2000;
/** So many looks that failed in a row, and nothing is believed until one succeeds. */
const DISTRUSTED = 2;
const FORGET_INTERVAL_MS = 10_000;

const AGE_HELP = 'Time since the last look at the feed of revocations that succeeded.';

type Listener = (entry: RevocationEntry) => void;

/**
 * The feed in this instance's memory: what was revoked of late and what roles permit. Kept up to date by looking into
 * the database, at once when another instance wakes us and several times a second anyhow.
 */
@Injectable()
export class RevocationFeed implements OnModuleDestroy {
  private readonly logger = new Logger(RevocationFeed.name);
  private readonly looking = new Coalesced(() => this.look());
  private readonly listeners = new Set<Listener>();
  private readonly followers = new Set<() => void>();
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private forgottenAt = 0;
  private news: News | undefined;
  private lastLook = -Infinity;
  /** Looks that failed since then. One may only have found a connection that was broken. */
  private failures = 0;
  private eras = 0;
  private current = new RevocationState();
  private live = new LiveEntries();

  constructor(
    private readonly feedReader: FeedReader,
    private readonly wakeUp: WakeUp,
    readiness: Readiness,
    metrics: Metrics,
  ) {
    readiness.addCheck('feed', async () => {
      if (!this.isFresh) await this.readAnew();
    });
    metrics.addGauge('gatehouse_feed_age_seconds', AGE_HELP, () => this.age / 1000);
    metrics.addGauge('gatehouse_feed_entries', 'Live entries of the feed of revocations.', () => this.live.size);
  }

  /** Reads the whole feed and keeps it up to date from then on. @throws DomainError `database_unavailable` */
  async open(): Promise<void> {
    this.wakeUp.listen(() => void this.looking.run().catch(() => undefined));
    await this.readAnew();
    this.keepLooking();
  }

  onModuleDestroy(): void {
    this.stopping.abort();
    clearTimeout(this.timer);
    this.tellFollowers();
  }

  /** Once the instance stops, nobody is told anything more. */
  get ended(): AbortSignal {
    return this.stopping.signal;
  }

  get entries(): LiveEntries {
    return this.live;
  }

  /** When the last look that succeeded began, in milliseconds of this process's own clock. */
  get lookedAt(): number {
    return this.lastLook;
  }

  /** Milliseconds since the time up to which everything is known. */
  get age(): number {
    return performance.now() - this.lastLook;
  }

  /** Whether anything may be believed on the strength of this view. */
  get isFresh(): boolean {
    return this.failures < DISTRUSTED && this.age <= STALE_AFTER_MS;
  }

  /** Which feed this is; empty before the first look. */
  get name(): string {
    return this.news?.feed ?? '';
  }

  /** Rises with each whole picture: what was remembered under another one counts no more. */
  get era(): number {
    return this.eras;
  }

  /** How far this instance has come. @throws DomainError `starting` before the first look */
  get position(): FeedCursor {
    if (this.news === undefined) throw new DomainError('starting', { retryAfterSeconds: 1 });
    return { feed: this.news.feed, mark: this.news.mark, asOf: this.news.asOf.getTime() };
  }

  /** Resolves once all is known that was acknowledged before the call. @throws DomainError `database_unavailable` */
  readAnew(): Promise<void> {
    return this.looking.run();
  }

  /**
   * Resolves once nothing is believed any more that was taken back before the call, whoever did it. For who is about to
   * say that something is over. Never rejects: where a look fails, nothing at all is believed until one succeeds.
   */
  async catchUp(): Promise<void> {
    // Before the first look nothing is believed anyhow; a program that does not follow the feed believes nobody.
    if (this.news === undefined) return;
    await this.looking.run().catch(() => this.distrust());
  }

  /**
   * Takes into account how a transaction has ended, before anybody hears of it.
   * @param own what this instance itself has committed by it
   * @param catchesUp whether others may have done what it found done; that look goes on beside the waking of the others
   */
  async settle(own: readonly RevocationEntry[], catchesUp: boolean): Promise<void> {
    for (const entry of own) this.apply(entry);
    const caughtUp = catchesUp ? this.catchUp() : undefined;
    if (own.length === 0) return caughtUp;
    if (!catchesUp && this.news !== undefined) void this.looking.run().catch(() => undefined);
    await this.wakeUp.wake();
    await caughtUp;
  }

  /** @throws TokenRejected if the token was revoked; CannotVerify if that cannot be known now */
  refuseRevoked(token: VerifiedToken): void {
    if (this.current.refuses(token)) throw new TokenRejected('revoked');
    if (!this.isFresh) throw new CannotVerify('the feed of revocations cannot be read');
  }

  permits(roles: readonly string[], permission: string): boolean {
    return this.current.permits(roles, permission);
  }

  holdsRole(roles: readonly string[], role: string): boolean {
    return this.current.holdsRole(roles, role);
  }

  /** Calls `listener` with each entry as it comes, also if it says nothing new. */
  onEntry(listener: Listener): void {
    this.listeners.add(listener);
  }

  /** Calls `told` after every look, successful or not, until the function that is returned is called. */
  followLooks(told: () => void): () => void {
    this.followers.add(told);
    return () => this.followers.delete(told);
  }

  private keepLooking(): void {
    if (this.stopping.signal.aborted) return;
    const pause = this.failures === 1 ? 0 : LOOK_INTERVAL_MS;
    this.timer = setTimeout(() => {
      this.looking
        .run()
        .catch((error: unknown) => this.logger.debug(`The feed could not be read: ${String(error)}`))
        .finally(() => this.keepLooking());
    }, pause).unref();
  }

  private async look(): Promise<void> {
    const began = performance.now();
    try {
      const news = await this.feedReader.look();
      if (news.isWhole) this.beginAnew();
      for (const row of news.rows) this.take(entryOf(row), `${row.kind} ${row.target}`, Number(row.transaction_id));
      this.news = news;
      this.lastLook = began;
      this.failures = 0;
      this.forget(news.asOf.getTime());
    } catch (error) {
      this.failures++;
      throw error;
    } finally {
      this.tellFollowers();
    }
  }

  private distrust(): void {
    this.failures = Math.max(this.failures, DISTRUSTED);
  }

  private beginAnew(): void {
    this.eras++;
    const before = this.current;
    this.current = new RevocationState();
    this.current.inheritIdsFrom(before);
    this.live = new LiveEntries();
  }

  private take(entry: RevocationEntry, name: string, transactionId: number): void {
    this.live.add(name, entry, transactionId);
    this.apply(entry);
  }

  private apply(entry: RevocationEntry): void {
    this.current.apply(entry);
    for (const listener of this.listeners) listener(entry);
  }

  private forget(now: number): void {
    if (now - this.forgottenAt < FORGET_INTERVAL_MS) return;
    this.forgottenAt = now;
    this.current.forgetExpired(now / 1000);
    this.live.forgetExpired(now);
  }

  private tellFollowers(): void {
    for (const told of this.followers) told();
  }
}
