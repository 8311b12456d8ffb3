import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** What may come on one connection while an answer is under way: nobody sends so much without waiting for it, who means well. */
const MOST_WAITING = 64;
const MOST_WAITING_BYTES = 64 * 1024;

type Exchange = readonly [request: IncomingMessage, response: ServerResponse];

/** The requests of one connection that have come before the answer to an earlier one was out. */
class Line {
  isBeingServed = false;
  /** What to do once the last request is answered, where nothing can be read after it. */
  atItsEnd: (() => void) | undefined;
  private readonly waiting: Exchange[] = [];
  private readBefore = 0;

  constructor(private readonly socket: Socket) {}

  add(exchange: Exchange): void {
    if (this.waiting.length === 0) this.readBefore = this.socket.bytesRead;
    this.waiting.push(exchange);
    // Until it is their turn: their bodies would be kept as they come.
    this.socket.pause();
    const isTooMuch = this.socket.bytesRead - this.readBefore > MOST_WAITING_BYTES;
    if (isTooMuch || this.waiting.length > MOST_WAITING) this.socket.destroy();
  }

  /** The next to be served. Of one that has not come in full, where nothing can be read any more, the rest will never come. */
  next(): Exchange | undefined {
    const next = this.waiting.shift();
    if (next !== undefined && this.waiting.length === 0) this.socket.resume();
    return this.atItsEnd === undefined || next?.[0].complete === true ? next : undefined;
  }
}

const lines = new WeakMap<Socket, Line>();

/**
 * Serves the requests of a connection one after the other. Node would begin with all that have come, and keep the answers
 * to all of them in memory, and their files open, until somebody reads the first.
 */
export function serveInTurn(server: Server): void {
  const serve = takenFrom(server);

  server.on('request', (...exchange: Exchange) => {
    const { socket } = exchange[0];
    // What is to be closed after the last answer is asked nothing more.
    if (!socket.writable) return;
    const line = lineOf(socket);
    if (line.isBeingServed) line.add(exchange);
    else take(line, exchange);
  });

  function take(line: Line, exchange: Exchange): void {
    const [{ socket }, response] = exchange;
    line.isBeingServed = true;
    response.once('close', () => {
      line.isBeingServed = false;
      const next = socket.writable ? line.next() : undefined;
      if (next !== undefined) take(line, next);
      else line.atItsEnd?.();
    });
    serve(...exchange);
  }
}

/**
 * For a connection that has a request under way, and of which nothing more can be read.
 * @param end closes it, once the last request that came in full is answered
 */
export function endAfterTurns(socket: Socket, end: () => void): void {
  lineOf(socket).atItsEnd ??= end;
}

function lineOf(socket: Socket): Line {
  let line = lines.get(socket);
  if (line === undefined) lines.set(socket, (line = new Line(socket)));
  return line;
}

/** What the framework serves requests by, which it does no longer. */
function takenFrom(server: Server): (...exchange: Exchange) => void {
  const [serve, ...others] = server.listeners('request') as ((...exchange: Exchange) => void)[];
  if (serve === undefined || others.length > 0) throw new Error('there is something else that serves requests');
  server.off('request', serve);
  return serve;
}
