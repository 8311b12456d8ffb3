import type { ServerResponse } from 'node:http';
import { REVOCATIONS_EVENT, type RevocationBatch } from '../../../contracts/src/index.js';
import type { TestFeed } from './test-feed.js';

/** How the way to the subscribers is disturbed. */
export interface Disturbance {
  /** Nothing is sent, as by an instance that cannot read its database. */
  heldBack: boolean;
  /** Every message arrives this many milliseconds after it was made. */
  delay: number;
  /** Milliseconds between heartbeats. */
  heartbeat: number;
}

/** One subscriber of the stream. */
export class TestStream {
  private readonly heartbeat: NodeJS.Timeout;

  constructor(
    private readonly response: ServerResponse,
    private readonly feed: TestFeed,
    private readonly disturbance: Disturbance,
    private cursor: string | undefined,
  ) {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.flushHeaders();
    this.heartbeat = setInterval(() => this.send(), disturbance.heartbeat);
    response.once('close', () => clearInterval(this.heartbeat));
    this.send();
  }

  /** Sends what is new to this subscriber, or a heartbeat. */
  send(): void {
    if (this.disturbance.heldBack) return;
    const batches = this.feed.after(this.cursor);
    this.cursor = batches.at(-1)?.cursor ?? undefined;
    this.sendRaw(batches.map(messageOf).join(''));
  }

  /** Sends this text as it is, in its turn. */
  sendRaw(text: string): void {
    const { delay } = this.disturbance;
    if (delay === 0) this.response.write(text);
    else setTimeout(() => this.response.write(text), delay).unref();
  }

  /** Ends the stream in good order, as when the token has expired. */
  end(): void {
    clearInterval(this.heartbeat);
    this.response.end();
  }

  /** Tears the connection down. */
  cut(): void {
    clearInterval(this.heartbeat);
    this.response.destroy();
  }
}

/** A batch in the form of a server-sent event. */
export function messageOf(batch: RevocationBatch): string {
  const id = batch.cursor === null ? '' : `id: ${batch.cursor}\n`;
  return `${id}event: ${REVOCATIONS_EVENT}\ndata: ${JSON.stringify(batch)}\n\n`;
}
