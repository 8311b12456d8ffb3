import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Database, statement } from '#libs/persistence';
import { Config, INT32 } from '#libs/platform';
import { FeedFreshness, FeedPicture, FeedStreams } from '#libs/revocations';
import type { InstanceEntity } from './instance.entity.js';

/** So that who has been lost is noticed within half a minute. */
const INTERVAL_MS = 10_000;

/** Has this process say of itself that it is there, and how it sees the feed, as long as it is. */
@Injectable()
export class AnnounceInstance implements OnModuleDestroy {
  private readonly logger = new Logger(AnnounceInstance.name);
  private readonly id = randomUUID();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private isOver = false;
  private isAnnounced = false;
  private hasWarned = false;

  constructor(
    private readonly database: Database,
    private readonly config: Config,
    private readonly feedFreshness: FeedFreshness,
    private readonly feedPicture: FeedPicture,
    private readonly feedStreams: FeedStreams,
  ) {}

  /** @param version of the program */
  start(version: string): void {
    this.running = this.announce(version).then(() => this.goOn(version));
  }

  /** Leaves in order: who was lost stays in the list. */
  async onModuleDestroy(): Promise<void> {
    this.isOver = true;
    clearTimeout(this.timer);
    await this.running;
    if (this.isAnnounced) await this.database.run(withdraw, [this.id]).catch((error: unknown) => this.note(error));
  }

  private goOn(version: string): void {
    if (!this.isOver) this.timer = setTimeout(() => this.start(version), INTERVAL_MS).unref();
  }

  /** Nobody waits for it, and while the database is away everybody hears of that already. */
  private async announce(version: string): Promise<void> {
    const { id, config, feedFreshness, feedPicture, feedStreams } = this;
    try {
      await this.database.run(announce, {
        id,
        host: hostname(),
        worker: config.worker ?? null,
        version,
        uptime_seconds: process.uptime(),
        feed_age_ms: Math.min(Math.round(feedFreshness.age), INT32.maximum),
        feed_entries: feedPicture.entries.size,
        feed_subscribers: feedStreams.open,
      });
      this.isAnnounced = true;
    } catch (error) {
      this.note(error);
    }
  }

  /** What goes on is said once. */
  private note(error: unknown): void {
    const said = `The list of instances could not be written: ${String(error)}`;
    if (this.hasWarned) this.logger.debug(said);
    else this.logger.warn(said);
    this.hasWarned = true;
  }
}

type Announcement = Omit<InstanceEntity, 'started_at' | 'seen_at'> & { readonly uptime_seconds: number };

const announce = statement<never, Announcement>(
  'instances.announce',
  `INSERT INTO instances (id, host, worker, version, started_at, seen_at, feed_age_ms, feed_entries, feed_subscribers)
   VALUES (:id, :host, :worker, :version, statement_timestamp() - make_interval(secs => :uptime_seconds), statement_timestamp(),
           :feed_age_ms, :feed_entries, :feed_subscribers)
   ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at, feed_age_ms = excluded.feed_age_ms,
     feed_entries = excluded.feed_entries, feed_subscribers = excluded.feed_subscribers`,
);

const withdraw = statement<never, [string]>('instances.withdraw', 'DELETE FROM instances WHERE id = $1');
