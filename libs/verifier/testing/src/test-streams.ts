import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TestFeed } from './test-feed.js';
import { type Disturbance, TestStream } from './test-stream.js';

/** All streams of the feed that services have open. */
export class TestStreams {
  /** How they are disturbed; assign to its fields at any time. */
  readonly disturbance: Disturbance = { heldBack: false, delay: 0, heartbeat: 500 };
  /** The cursor that each subscriber has come with, in turn; undefined for none. */
  readonly cursors: (string | undefined)[] = [];
  private readonly open = new Set<TestStream>();

  constructor(private readonly feed: TestFeed) {}

  get size(): number {
    return this.open.size;
  }

  [Symbol.iterator](): Iterator<TestStream> {
    return this.open.values();
  }

  /** Answers with a stream. @param timeLeft milliseconds until it ends, with the token by which it was opened */
  answer(request: IncomingMessage, response: ServerResponse, timeLeft: number): void {
    const cursor = request.headersDistinct['last-event-id']?.[0];
    this.cursors.push(cursor);
    const stream = new TestStream(response, this.feed, this.disturbance, cursor);
    this.open.add(stream);
    const expiry = setTimeout(() => stream.end(), timeLeft);
    response.once('close', () => {
      clearTimeout(expiry);
      this.open.delete(stream);
    });
  }
}
