import type { Writable } from 'node:stream';
import type { DestinationStream } from 'pino';

/** What may wait for whoever reads the log, in characters: some thousand lines. */
const MOST_WAITING = 1_000_000;

export const LOSSES = ['failed', 'unread'] as const;

/** Why a line is lost: it could not be written, or too much waits to be read already. */
export type Loss = (typeof LOSSES)[number];

/**
 * Where the log goes. Its disk may be full, and whoever reads it may be gone or stand still: lines are lost then, which is
 * counted, and nothing ends, waits or grows for their sake.
 */
export class LogOutput implements DestinationStream {
  /** Told of each line that is lost. */
  onLoss: (loss: Loss) => void = () => undefined;

  constructor(private readonly stream: Writable) {
    // Told by the line itself, below.
    stream.on('error', () => undefined);
  }

  write(line: string): void {
    if (this.stream.writableLength > MOST_WAITING) this.onLoss('unread');
    else this.stream.write(line, this.written);
  }

  private readonly written = (error?: Error | null): void => {
    if (error) this.onLoss('failed');
  };
}
