import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Readiness } from '#libs/platform';
import { AdoptEntries } from '../log/adopt-entries.js';
import { WakeUp } from '../wake-up/wake-up.js';
import { Bell } from './bell.js';
import { Coalesced } from './coalesced.js';
import { FeedFreshness } from './feed-freshness.js';
import { FeedPicture } from './feed-picture.js';
import { FeedReader } from './feed-reader.js';

/** How often the database is looked into where nothing wakes us: bounds the delay of a wake-up that got lost. */
const LOOK_INTERVAL_MS = 100;

/**
 * Follows the feed: keeps the picture of it up to date by looking into the database, at once when another instance wakes
 * us and several times a second anyhow.
 */
@Injectable()
export class RevocationFeed implements OnModuleDestroy {
  private readonly logger = new Logger(RevocationFeed.name);
  private readonly looking = new Coalesced(() => this.look());
  private readonly looked = new Bell();
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;
  /** Of entries that another server has written; undefined: there were none. */
  private adopting: Promise<void> | undefined;

  constructor(
    private readonly feedReader: FeedReader,
    private readonly feedPicture: FeedPicture,
    private readonly feedFreshness: FeedFreshness,
    private readonly adoptEntries: AdoptEntries,
    private readonly wakeUp: WakeUp,
    readiness: Readiness,
  ) {
    readiness.addCheck('feed', async () => {
      if (!this.feedFreshness.isFresh) await this.readAnew();
    });
  }

  /** Reads the whole feed and keeps it up to date from then on. @throws DomainError `database_unavailable` */
  async open(): Promise<void> {
    this.wakeUp.listen(() => void this.readAnew().catch(() => undefined));
    await this.readAnew();
    await this.settle();
    this.keepLooking();
  }

  onModuleDestroy(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
    this.looked.ring();
  }

  /** Once the instance stops, nobody is told anything more. */
  get hasEnded(): boolean {
    return this.isStopped;
  }

  /** Resolves after the next look, successful or not, and when the instance stops. */
  nextLook(): Promise<void> {
    return this.looked.next();
  }

  /** Resolves once all is known that was acknowledged before the call. @throws DomainError `database_unavailable` */
  readAnew(): Promise<void> {
    return this.looking.run();
  }

  /** Looks before its time, and waits for nothing. */
  lookSoon(): void {
    if (this.isFollowed) void this.readAnew().catch(() => undefined);
  }

  /**
   * Resolves once nothing is believed any more that was taken back before the call, whoever did it. For who is about to
   * say that something is over. Never rejects: where a look fails, nothing at all is believed until one succeeds.
   */
  async catchUp(): Promise<void> {
    if (!this.isFollowed) return;
    await this.readAnew().catch(() => this.feedFreshness.distrust());
  }

  /** Before the first look nothing is believed anyhow; a program that does not follow the feed believes nobody. */
  private get isFollowed(): boolean {
    return this.feedFreshness.lookedAt !== -Infinity;
  }

  /** Every look would read what another server has written: more than a look has time for, if that is much. */
  private async settle(): Promise<void> {
    if (this.adopting === undefined) return;
    await this.adopting;
    this.feedReader.forget();
    await this.readAnew();
  }

  private keepLooking(): void {
    if (this.isStopped) return;
    const pause = this.feedFreshness.isInDoubt ? 0 : LOOK_INTERVAL_MS;
    this.timer = setTimeout(() => {
      this.readAnew()
        .catch((error: unknown) => this.logger.debug(`The feed could not be read: ${String(error)}`))
        .finally(() => this.keepLooking());
    }, pause).unref();
  }

  /** What fails, the next look comes to again. */
  private adopt(): Promise<void> {
    return this.adoptEntries
      .execute()
      .catch((error: unknown) => this.logger.warn(`Entries of another server could not be taken on: ${String(error)}`));
  }

  private async look(): Promise<void> {
    const began = performance.now();
    try {
      const news = await this.feedReader.look();
      this.feedPicture.take(news);
      this.feedFreshness.succeeded(began);
      if (news.isFromElsewhere) this.adopting = this.adopt();
    } catch (error) {
      this.feedFreshness.failed();
      throw error;
    } finally {
      this.looked.ring();
    }
  }
}
