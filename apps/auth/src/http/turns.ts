import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** What may wait on one connection: nobody sends so much without waiting for an answer, who means well. */
const MOST_WAITING = 64;
const MOST_WAITING_CHARACTERS = 64 * 1024;

type Exchange = readonly [request: IncomingMessage, response: ServerResponse];

/** The requests of one connection that have come before the answer to an earlier one was out. */
class Line {
  isBeingServed = false;
  /** Set where nothing can be read any more: what to do once the last that could be read in full is answered. */
  atItsEnd: (() => void) | undefined;
  private readonly waiting: Exchange[] = [];
  private characters = 0;

  get isTooLong(): boolean {
    return this.waiting.length > MOST_WAITING || this.characters > MOST_WAITING_CHARACTERS;
  }

  add(exchange: Exchange): void {
    this.waiting.push(exchange);
    this.characters += charactersOf(exchange);
  }

  /** @returns nothing where the rest of a request will never come, either */
  next(): Exchange | undefined {
    const next = this.waiting.shift();
    if (next === undefined) return undefined;
    this.characters -= charactersOf(next);
    return this.atItsEnd === undefined || next[0].complete ? next : undefined;
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
    const line = lineOf(socket);
    if (!line.isBeingServed) return take(line, exchange);
    line.add(exchange);
    if (line.isTooLong) socket.destroy();
  });

  function take(line: Line, exchange: Exchange): void {
    const [{ socket }, response] = exchange;
    line.isBeingServed = true;
    response.once('close', () => {
      line.isBeingServed = false;
      // What is closed, or is to be after this answer, is asked nothing more.
      const next = socket.writable ? line.next() : undefined;
      if (next !== undefined) take(line, next);
      else line.atItsEnd?.();
    });
    serve(...exchange);
  }
}

/** To be called where nothing more can be read of a connection that has a request under way. @param end closes it, after the last answer */
export function endAfterTurns(socket: Socket, end: () => void): void {
  lineOf(socket).atItsEnd ??= end;
}

function lineOf(socket: Socket): Line {
  let line = lines.get(socket);
  if (line === undefined) lines.set(socket, (line = new Line()));
  return line;
}

/** What the framework serves requests by, which it does no longer. */
function takenFrom(server: Server): (...exchange: Exchange) => void {
  const [serve, ...others] = server.listeners('request') as ((...exchange: Exchange) => void)[];
  if (serve === undefined || others.length > 0) throw new Error('there is something else that serves requests');
  server.off('request', serve);
  return serve;
}

function charactersOf([{ url = '', rawHeaders }]: Exchange): number {
  return rawHeaders.reduce((sum, text) => sum + text.length, url.length);
}
