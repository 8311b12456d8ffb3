import type { RevocationBatch } from '../../libs/contracts/src/index.js';

export interface FeedEvent {
  readonly id: string | undefined;
  readonly data: RevocationBatch;
}

const PATIENCE_MS = 10_000;

/** The stream of the feed as a simple subscriber reads it: one event after the other, by hand. */
export class FeedStream {
  private pending = '';

  private constructor(
    private readonly chunks: ReadableStreamDefaultReader<string>,
    private readonly gone: AbortController,
  ) {}

  static async open(url: string, token: string, lastEventId?: string): Promise<FeedStream> {
    const gone = new AbortController();
    const response = await fetch(`${url}/v1/revocations/stream`, {
      headers: {
        authorization: `Bearer ${token}`,
        ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
      },
      signal: gone.signal,
    });
    if (response.status !== 200 || response.body === null) throw new Error(`the stream answered ${response.status}`);
    return new FeedStream(response.body.pipeThrough(new TextDecoderStream()).getReader(), gone);
  }

  /** The next event. @throws Error if the stream ends or nothing comes in time */
  async next(): Promise<FeedEvent> {
    for (;;) {
      const end = this.pending.indexOf('\n\n');
      if (end < 0) {
        const { value, done } = await this.read();
        if (done) throw new Error('the stream has ended');
        this.pending += value;
        continue;
      }
      const lines = this.pending.slice(0, end).split('\n');
      this.pending = this.pending.slice(end + 2);
      const data = fieldIn(lines, 'data');
      if (data !== undefined) return { id: fieldIn(lines, 'id'), data: JSON.parse(data) as RevocationBatch };
    }
  }

  /** The next event of this kind; the others are passed over. */
  async until(isIt: (event: FeedEvent) => boolean): Promise<FeedEvent> {
    for (;;) {
      const event = await this.next();
      if (isIt(event)) return event;
    }
  }

  /** Resolves when the service ends the stream. */
  async ended(): Promise<void> {
    for (let done = false; !done;) ({ done } = await this.read());
  }

  close(): void {
    this.gone.abort();
  }

  private async read(): Promise<Awaited<ReturnType<ReadableStreamDefaultReader<string>['read']>>> {
    const timeout = setTimeout(() => this.gone.abort(new Error('nothing came in time')), PATIENCE_MS);
    try {
      return await this.chunks.read();
    } finally {
      clearTimeout(timeout);
    }
  }
}

const fieldIn = (lines: readonly string[], name: string): string | undefined =>
  lines.find(line => line.startsWith(`${name}: `))?.slice(name.length + 2);
