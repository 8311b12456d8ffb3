import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { REVOCATIONS_EVENT } from '#libs/contracts';
import { Config, DomainError, Limits, Metrics } from '#libs/platform';
import type { FeedCursor } from '../feed/feed-cursor.js';
import { FollowFeed } from '../feed/follow-feed.js';
import type { WrittenBatch } from '../feed/written-batch.js';

/** Subscribers that one instance serves at once. */
const MAX_STREAMS = 1000;
/** A subscriber that has not taken a message by then is gone, or as good as gone: what it does not take is held for it. */
const STUCK_AFTER_MS = 30_000;
/** So that one that was refused for its own streams does not ask all the time. */
const TOO_MANY_RETRY_SECONDS = 5;
const TOO_MANY = 'You have as many streams open as you may.';
/** How long a subscriber should wait before it comes back. */
const RETRY_MS = 500;
const AUTHORIZED_FOR_MS = 1000;

/** Serves the feed as server-sent events (WHATWG HTML §9.2), to a bounded number of subscribers. */
@Injectable()
export class FeedStreams {
  private opened = 0;
  private readonly openOf = new Map<string, number>();

  constructor(
    private readonly followFeed: FollowFeed,
    private readonly config: Config,
    private readonly limits: Limits,
    metrics: Metrics,
  ) {
    metrics.addGauge('gatehouse_feed_subscribers', 'Subscribers to the feed of revocations.', 'sum', () => this.opened);
  }

  /** How many are open. */
  get open(): number {
    return this.opened;
  }

  /**
   * Answers with the stream, which lasts until the subscriber goes, this instance cannot serve it any more, or
   * `isAuthorized`, asked once a second, says no.
   * @param subscriber who may have a bounded number of streams, so that others have some left
   * @throws DomainError `overloaded`, `too_many_requests`, `database_unavailable`, `starting`
   */
  async serve(
    subscriber: string,
    reply: FastifyReply,
    cursor: FeedCursor | undefined,
    isAuthorized: () => Promise<boolean>,
  ): Promise<void> {
    if (this.opened >= MAX_STREAMS) throw new DomainError('overloaded', { retryAfterSeconds: 1 });
    if ((this.openOf.get(subscriber) ?? 0) >= this.config.feedStreamsPerClient) {
      throw this.limits.reached('feed_streams', TOO_MANY_RETRY_SECONDS, TOO_MANY);
    }
    // Whoever left while the guard was at work will never be heard to leave.
    if (reply.raw.destroyed) return void reply.hijack();
    const gone = this.count(subscriber, reply);
    const batches = whileAuthorized(this.followFeed.continuously(cursor, gone), isAuthorized);
    // The first batch before the headers, so that an error can still be answered as one.
    const first = await batches.next();
    const stuck = setTimeout(() => reply.raw.destroy(), STUCK_AFTER_MS);
    reply.raw.once('close', () => clearTimeout(stuck));
    const told = messages(first, batches, () => stuck.refresh());
    reply
      .header('Content-Type', 'text/event-stream')
      .header('Cache-Control', 'no-store')
      // For proxies that would collect the answer before they pass it on.
      .header('X-Accel-Buffering', 'no')
      .send(Readable.from(told, { highWaterMark: 1 }));
  }

  /** Counts a stream as long as it is open. @returns is aborted when it is not any more */
  private count(subscriber: string, { raw }: FastifyReply): AbortSignal {
    const gone = new AbortController();
    this.opened++;
    this.openOf.set(subscriber, (this.openOf.get(subscriber) ?? 0) + 1);
    raw.once('close', () => {
      gone.abort();
      this.opened--;
      const left = (this.openOf.get(subscriber) ?? 1) - 1;
      if (left === 0) this.openOf.delete(subscriber);
      else this.openOf.set(subscriber, left);
    });
    return gone.signal;
  }
}

async function* whileAuthorized(
  batches: AsyncGenerator<WrittenBatch>,
  isAuthorized: () => Promise<boolean>,
): AsyncGenerator<WrittenBatch> {
  let askedAt = performance.now();
  for await (const batch of batches) {
    if (performance.now() - askedAt >= AUTHORIZED_FOR_MS) {
      if (!(await isAuthorized())) return;
      askedAt = performance.now();
    }
    yield batch;
  }
}

/** @param taken is told whenever another message can go out, since those before are on their way */
async function* messages(
  first: IteratorResult<WrittenBatch>,
  rest: AsyncGenerator<WrittenBatch>,
  taken: () => void,
): AsyncGenerator<string> {
  yield `retry: ${RETRY_MS}\n\n`;
  if (first.done === true) return;
  yield messageOf(first.value);
  taken();
  for await (const batch of rest) {
    yield messageOf(batch);
    taken();
  }
}

function messageOf({ cursor, json }: WrittenBatch): string {
  const id = cursor === null ? '' : `id: ${cursor}\n`;
  return `${id}event: ${REVOCATIONS_EVENT}\ndata: ${json}\n\n`;
}
