import type { Readable } from 'node:stream';
import { DomainError } from '../problems/domain-error.js';

/** As long as a whole request may take otherwise: by then some more of it has to be there. */
const PATIENCE_MS = 10_000;

const underWay = new WeakSet<object>();

/** Whether somebody reads this request as it arrives, and looks themselves whether it goes on. */
export const isArriving = (request: object): boolean => underWay.has(request);

/**
 * The body of a request as it arrives. Whoever stops reading gets an answer through, since the rest is then read and dropped, for a
 * while: to close the connection at once would take the answer away from who is still sending.
 * @throws DomainError `invalid_request` where nothing arrives for ten seconds, or the caller goes
 */
export async function* arriving(body: Readable): AsyncGenerator<Uint8Array> {
  underWay.add(body);
  const pieces = body.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array>;
  try {
    for (;;) {
      const piece = await within(pieces.next());
      if (piece.done === true) return;
      yield piece.value;
    }
  } finally {
    underWay.delete(body);
    if (!body.readableEnded) drop(body);
  }
}

async function within<T>(piece: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(brokenOff('Nothing more of it has arrived for 10 s.')), PATIENCE_MS);
  });
  try {
    return await Promise.race([piece, late]);
  } catch (error) {
    throw error instanceof DomainError ? error : brokenOff('It was broken off.', error);
  } finally {
    clearTimeout(timer);
  }
}

const brokenOff = (detail: string, cause?: unknown): DomainError =>
  new DomainError('invalid_request', { detail, cause });

function drop(body: Readable): void {
  const end = setTimeout(() => body.destroy(), PATIENCE_MS);
  body.once('close', () => clearTimeout(end));
  body.on('error', () => undefined);
  body.resume();
}
