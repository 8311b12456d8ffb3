import { pipeline, Readable, Transform, type TransformCallback } from 'node:stream';

const PIECE_BYTES = 4096;

/**
 * Puts the pieces of a body together as they come. Whoever collects a body keeps an object for each of its pieces, and somebody may
 * send it byte by byte: that is three hundred times as much to keep as there is to read.
 */
class MergedPieces extends Transform {
  private piece = Buffer.allocUnsafe(PIECE_BYTES);
  private used = 0;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    for (let from = 0; from < chunk.length;) {
      const copied = chunk.copy(this.piece, this.used, from);
      from += copied;
      this.used += copied;
      if (this.used === PIECE_BYTES) this.hand();
    }
    done();
  }

  override _flush(done: TransformCallback): void {
    if (this.used > 0) this.hand();
    done();
  }

  private hand(): void {
    this.push(this.piece.subarray(0, this.used));
    this.piece = Buffer.allocUnsafe(PIECE_BYTES);
    this.used = 0;
  }
}

/** A body of which nobody can say that it comes in few pieces, in pieces of some thousand bytes. */
export function inLargePieces(body: Readable, length: number | undefined): Readable {
  if (length !== undefined && length <= PIECE_BYTES) return body;
  // Whoever reads it is told of what went wrong.
  return pipeline(body, new MergedPieces(), () => undefined);
}
