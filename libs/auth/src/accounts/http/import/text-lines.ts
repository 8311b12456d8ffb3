/** Far more than an account takes. */
const MOST_BYTES = 16 * 1024;
const LINE_FEED = 0x0a;

/** A line of bytes, without its end. */
export interface TextLine {
  /** From 1 on. */
  readonly line: number;
  /** Undefined: it has more than 16 KiB, which nobody has kept. */
  readonly bytes: Buffer | undefined;
}

/** Cuts a stream into lines. However long a line is, no more than 16 KiB of it are in memory. */
export async function* textLines(stream: AsyncIterable<Uint8Array>): AsyncGenerator<TextLine> {
  const open = new OpenLine();
  let line = 0;
  for await (const chunk of stream) {
    let from = 0;
    for (let to = chunk.indexOf(LINE_FEED); to >= 0; to = chunk.indexOf(LINE_FEED, from)) {
      open.add(chunk.subarray(from, to));
      yield { line: ++line, bytes: open.take() };
      from = to + 1;
    }
    open.add(chunk.subarray(from));
  }
  if (!open.isEmpty) yield { line: ++line, bytes: open.take() };
}

/** What has arrived of a line so far. */
class OpenLine {
  private parts: Uint8Array[] = [];
  private length = 0;

  get isEmpty(): boolean {
    return this.length === 0;
  }

  add(part: Uint8Array): void {
    this.length += part.length;
    if (this.length <= MOST_BYTES) this.parts.push(part);
    else this.parts = [];
  }

  take(): Buffer | undefined {
    const bytes = this.length <= MOST_BYTES ? Buffer.concat(this.parts) : undefined;
    this.parts = [];
    this.length = 0;
    return bytes;
  }
}
