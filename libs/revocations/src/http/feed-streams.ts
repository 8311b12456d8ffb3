import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { REVOCATIONS_EVENT } from '#libs/contracts';
import { DomainError, Metrics } from '#libs/platform';
import type { FeedCursor } from '../feed/feed-cursor.js';
import { FollowFeed } from '../feed/follow-feed.js';
import type { WrittenBatch } from '../feed/written-batch.js';

/** Subscribers that one instance serves at once. */
const MAX_STREAMS = 1000;
/** A subscriber that takes nothing for so long is gone, or as good as gone. */
const STUCK_AFTER_MS = 60_000;
/** How long a subscriber should wait before it comes back. */
const RETRY_MS = 500;
const AUTHORIZED_FOR_MS = 1000;

/** Serves the feed as server-sent events (WHATWG HTML §9.2), to a bounded number of subscribers. */
@Injectable()
export class FeedStreams {
  private open = 0;

  constructor(
    private readonly followFeed: FollowFeed,
    metrics: Metrics,
  ) {
    metrics.addGauge('gatehouse_feed_subscribers', 'Subscribers to the feed of revocations.', 'sum', () => this.open);
  }

  /**
   * Answers with the stream, which lasts until the subscriber goes, this instance cannot serve it any more, or
   * `isAuthorized`, asked once a second, says no.
   * @throws DomainError `overloaded`, `database_unavailable`, `starting`
   */
  async serve(
    reply: FastifyReply,
    cursor: FeedCursor | undefined,
    isAuthorized: () => Promise<boolean>,
  ): Promise<void> {
    if (this.open >= MAX_STREAMS) throw new DomainError('overloaded', { retryAfterSeconds: 1 });
    // Whoever left while the guard was at work will never be heard to leave.
    if (reply.raw.destroyed) return void reply.hijack();
    const gone = new AbortController();
    this.open++;
    reply.raw.once('close', () => {
      gone.abort();
      this.open--;
    });
    const batches = whileAuthorized(this.followFeed.continuously(cursor, gone.signal), isAuthorized);
    // The first batch before the headers, so that an error can still be answered as one.
    const first = await batches.next();
    reply.raw.socket?.setTimeout(STUCK_AFTER_MS, () => reply.raw.socket?.destroy());
    reply
      .header('Content-Type', 'text/event-stream')
      .header('Cache-Control', 'no-store')
      // For proxies that would collect the answer before they pass it on.
      .header('X-Accel-Buffering', 'no')
      .send(Readable.from(messages(first, batches)));
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

async function* messages(
  first: IteratorResult<WrittenBatch>,
  rest: AsyncGenerator<WrittenBatch>,
): AsyncGenerator<string> {
  yield `retry: ${RETRY_MS}\n\n`;
  if (first.done === true) return;
  yield messageOf(first.value);
  for await (const batch of rest) yield messageOf(batch);
}

function messageOf({ cursor, json }: WrittenBatch): string {
  const id = cursor === null ? '' : `id: ${cursor}\n`;
  return `${id}event: ${REVOCATIONS_EVENT}\ndata: ${json}\n\n`;
}
