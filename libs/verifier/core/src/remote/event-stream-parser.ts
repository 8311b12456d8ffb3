export interface ServerSentEvent {
  readonly type: string;
  readonly data: string;
  /** The last id that was said, by this event or one before it. */
  readonly lastEventId: string;
}

/** A line or an event is longer than can be right. */
export class EventStreamTooLong extends Error {
  constructor(limit: number) {
    super(`A line or an event of the stream is longer than ${limit} characters.`);
    this.name = 'EventStreamTooLong';
  }
}

const DEFAULT_LIMIT = 8 * 1024 * 1024;
const LINE_FEED = 10;

/**
 * Reads server-sent events as the HTML Standard has them (§9.2.6), in chunks that may be cut anywhere. One parser is
 * for one stream; an event that the end of the stream cuts short is none.
 */
export class EventStreamParser {
  /** Milliseconds after which the server wants to be called again, if it has said so. */
  retry: number | undefined;
  /** Takes a byte order mark away, though only at the very beginning. */
  private readonly decoder = new TextDecoder('utf-8');
  private partialLine = '';
  /** A carriage return ended the last line: a line feed that comes next is part of the same break. */
  private skipLineFeed = false;
  private type = '';
  private data: string[] = [];
  private dataLength = 0;
  private lastEventId = '';

  /** @param limit of characters in a line and in the data of an event */
  constructor(private readonly limit = DEFAULT_LIMIT) {}

  /** @throws EventStreamTooLong */
  *push(chunk: Uint8Array): Generator<ServerSentEvent> {
    for (const line of this.linesOf(this.decoder.decode(chunk, { stream: true }))) {
      const event = this.take(line);
      if (event !== undefined) yield event;
    }
  }

  private *linesOf(text: string): Generator<string> {
    const breaks = /[\r\n]/g;
    let start = 0;
    if (this.skipLineFeed && text.length > 0) {
      if (text.charCodeAt(0) === LINE_FEED) start = 1;
      this.skipLineFeed = false;
    }
    breaks.lastIndex = start;
    for (let found = breaks.exec(text); found !== null; found = breaks.exec(text)) {
      yield this.bounded(this.partialLine + text.slice(start, found.index));
      this.partialLine = '';
      start = found.index + 1;
      if (found[0] === '\r') {
        if (start === text.length) this.skipLineFeed = true;
        else if (text.charCodeAt(start) === LINE_FEED) start++;
      }
      breaks.lastIndex = start;
    }
    this.partialLine = this.bounded(this.partialLine + text.slice(start));
  }

  private take(line: string): ServerSentEvent | undefined {
    if (line === '') return this.dispatch();
    const colon = line.indexOf(':');
    if (colon === 0) return undefined;
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line.startsWith(' ', colon + 1) ? colon + 2 : colon + 1);
    this.setField(name, value);
    return undefined;
  }

  private setField(name: string, value: string): void {
    if (name === 'data') {
      this.dataLength += value.length + 1;
      if (this.dataLength > this.limit + 1) throw new EventStreamTooLong(this.limit);
      this.data.push(value);
    } else if (name === 'event') this.type = value;
    else if (name === 'id' && !value.includes('\0')) this.lastEventId = value;
    else if (name === 'retry' && /^\d{1,9}$/.test(value)) this.retry = Number(value);
  }

  private dispatch(): ServerSentEvent | undefined {
    const { type, data, lastEventId } = this;
    this.type = '';
    this.data = [];
    this.dataLength = 0;
    return data.length === 0 ? undefined : { type: type || 'message', data: data.join('\n'), lastEventId };
  }

  private bounded(line: string): string {
    if (line.length > this.limit) throw new EventStreamTooLong(this.limit);
    return line;
  }
}
