export interface StreamEvent {
  readonly type: string;
  readonly data: Record<string, unknown>;
}

/** A client of server-sent events that hands out one after the other, each as JSON. */
export class EventStream {
  private constructor(
    readonly status: number,
    private readonly events: AsyncGenerator<StreamEvent, void>,
    private readonly controller: AbortController,
  ) {}

  static async open(url: string, token: string): Promise<EventStream> {
    const controller = new AbortController();
    const response = await fetch(url, {
      headers: { accept: 'text/event-stream', authorization: `Bearer ${token}` },
      signal: controller.signal,
    });
    return new EventStream(response.status, readEvents(response), controller);
  }

  /** The next event; `undefined` once the server has ended the stream. */
  async next(): Promise<StreamEvent | undefined> {
    const { value } = await this.events.next();
    return value ?? undefined;
  }

  close(): void {
    this.controller.abort();
  }
}

async function* readEvents(response: Response): AsyncGenerator<StreamEvent, void> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    const messages = text.split('\n\n');
    text = messages.pop() ?? '';
    for (const message of messages) {
      const event = eventOf(message);
      if (event !== undefined) yield event;
    }
  }
}

function eventOf(message: string): StreamEvent | undefined {
  const type = /^event: (.*)$/m.exec(message)?.[1];
  const data = /^data: (.*)$/m.exec(message)?.[1];
  if (type === undefined || data === undefined) return undefined;
  return { type, data: JSON.parse(data) as Record<string, unknown> };
}
