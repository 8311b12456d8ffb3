import { Readable } from 'node:stream';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { FeedCursor } from './feed-cursor.js';
import { FeedFreshness } from './feed-freshness.js';
import { FeedPicture } from './feed-picture.js';
import { REUSED_IDS } from './feed-reader.js';
import type { LiveEntries, LiveEntry } from './live-entries.js';
import { RevocationFeed } from './revocation-feed.js';
import { PART, writeBatch, writePieces, type WrittenBatch } from './written-batch.js';

/** At least so often a subscriber hears up to when it knows everything. */
const HEARTBEAT_MS = 1000;
/** A view that has not been renewed for so long is not worth following: another instance may have a better one. */
const CUT_OFF_MS = 1500;
/** Entries live for longer, so a reader who was here since has missed none that has expired meanwhile. */
const OLDEST_CURSOR_MS = 30 * 60_000;

/** Tells subscribers what is in the feed, from where each of them has come to. */
@Injectable()
export class FollowFeed {
  constructor(
    private readonly revocationFeed: RevocationFeed,
    private readonly feedPicture: FeedPicture,
    private readonly feedFreshness: FeedFreshness,
  ) {}

  /**
   * Everything since the cursor, or everything there is: as one batch, complete up to the time of the call.
   * @returns its JSON; where that is long, a stream of it, of which no more is written than is read
   * @throws DomainError `database_unavailable`, `starting`
   */
  async once(cursor: FeedCursor | undefined): Promise<string | Readable> {
    await this.revocationFeed.readAnew();
    const { position, told, reset } = this.viewFrom(cursor);
    const pieces = writePieces(position, told, reset);
    return told.length > PART ? Readable.from(pieces, { highWaterMark: 1 }) : [...pieces].join('');
  }

  /**
   * The same in parts, and then whatever comes, with a heartbeat where nothing does. Ends when `signal` is aborted,
   * when the instance stops, and when it cannot read the database any more. Whoever is slow gets more at a time; nothing
   * piles up for them.
   * @throws DomainError `database_unavailable`, `starting`
   */
  async *continuously(cursor: FeedCursor | undefined, signal: AbortSignal): AsyncGenerator<WrittenBatch> {
    await this.revocationFeed.readAnew();
    for (let view = this.viewFrom(cursor); ; view = this.viewAfter(view)) {
      yield* inParts(view);
      if (!(await this.somethingToTell(view, signal))) return;
    }
  }

  /** A cursor of another feed, or from so long ago that what it lacks may have expired, needs a whole picture. */
  private viewFrom(cursor: FeedCursor | undefined): View {
    const { position, entries } = this.feedPicture;
    const continues = cursor?.feed === position.feed && position.asOf - cursor.asOf < OLDEST_CURSOR_MS;
    const { lookedAt } = this.feedFreshness;
    const told = continues ? entries.from(cursor.mark - REUSED_IDS) : entries.all();
    return { told, reset: !continues, position, entries, end: entries.end, lookedAt };
  }

  private viewAfter({ entries: before, end }: View): View {
    const { position, entries } = this.feedPicture;
    if (entries !== before) return this.viewFrom(undefined);
    const { lookedAt } = this.feedFreshness;
    return { told: entries.since(end), reset: false, position, entries, end: entries.end, lookedAt };
  }

  /** Waits for news or for the next heartbeat. @returns false if there is nothing more to come */
  private async somethingToTell(view: View, signal: AbortSignal): Promise<boolean> {
    for (;;) {
      if (signal.aborted || this.revocationFeed.hasEnded || this.feedFreshness.age > CUT_OFF_MS) return false;
      if (this.hasMoreThan(view)) return true;
      await this.revocationFeed.nextLook();
    }
  }

  private hasMoreThan({ entries, end, lookedAt }: View): boolean {
    const isNewPicture = this.feedPicture.entries !== entries;
    return isNewPicture || entries.end > end || this.feedFreshness.lookedAt - lookedAt >= HEARTBEAT_MS;
  }
}

/** What was known at one moment, and what of it a subscriber is to be told. */
interface View {
  readonly told: readonly LiveEntry[];
  readonly reset: boolean;
  readonly position: FeedCursor;
  /** Where the next view goes on. */
  readonly entries: LiveEntries;
  readonly end: number;
  readonly lookedAt: number;
}

async function* inParts({ told, reset, position }: View): AsyncGenerator<WrittenBatch> {
  for (let start = 0; ; start += PART) {
    const completes = start + PART >= told.length;
    yield writeBatch(position, told.slice(start, start + PART), { reset: reset && start === 0, completes });
    if (completes) return;
    await yieldToOthers();
  }
}
