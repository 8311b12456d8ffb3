import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** What one connection is doing. */
interface Work {
  /** Requests that have come, and are not answered yet. */
  requests: number;
  latest: IncomingMessage;
}

/** Connections by what they are doing; each set is in the order in which they began to. */
class OpenConnections {
  /** No request has arrived in full yet. */
  private readonly silent = new Set<Socket>();
  /** They were answered, and may ask again. */
  private readonly resting = new Set<Socket>();
  private readonly busy = new Map<Socket, Work>();

  get size(): number {
    return this.silent.size + this.resting.size + this.busy.size;
  }

  add(socket: Socket): void {
    this.silent.add(socket);
  }

  remove(socket: Socket): void {
    this.silent.delete(socket);
    this.resting.delete(socket);
    this.busy.delete(socket);
  }

  begin(request: IncomingMessage): void {
    const { socket } = request;
    this.silent.delete(socket);
    this.resting.delete(socket);
    const work = this.busy.get(socket);
    if (work === undefined) return void this.busy.set(socket, { requests: 1, latest: request });
    work.requests++;
    work.latest = request;
  }

  end(socket: Socket): void {
    const work = this.busy.get(socket);
    if (work !== undefined && --work.requests > 0) return;
    this.busy.delete(socket);
    if (!socket.destroyed) this.resting.add(socket);
  }

  /**
   * The one that is missed least: the oldest that never asked for anything, or that has not done so for longest, or else the oldest
   * that is itself waited for: it has yet to send the rest of a body, or to read an answer.
   */
  get idlest(): Socket | undefined {
    const [silent] = this.silent;
    const [resting] = this.resting;
    return silent ?? resting ?? this.firstBusy(isArriving) ?? this.firstBusy(isUnread);
  }

  private firstBusy(isIt: (socket: Socket, work: Work) => boolean): Socket | undefined {
    for (const [socket, work] of this.busy) if (isIt(socket, work)) return socket;
    return undefined;
  }
}

const isArriving = (_socket: Socket, { latest }: Work): boolean => !latest.complete;
const isUnread = (socket: Socket): boolean => socket.writableLength > 0;

/**
 * Keeps at most so many connections open. One more closes the idlest, which its client has to expect at any time (RFC 9112
 * §9.5); where all of them are at work, it is closed itself.
 * @returns tells how many are open
 */
export function limitConnections(server: Server, limit: number): () => number {
  const open = new OpenConnections();
  // Before Node's own listener reads anything: a request that was read would be done.
  server.prependListener('connection', (socket: Socket) => {
    if (open.size >= limit && !closeIdlest(open)) return void socket.destroy();
    open.add(socket);
    socket.once('close', () => open.remove(socket));
  });
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    open.begin(request);
    response.once('close', () => open.end(request.socket));
  });
  return () => open.size;
}

function closeIdlest(open: OpenConnections): boolean {
  const { idlest } = open;
  if (idlest === undefined) return false;
  open.remove(idlest);
  idlest.destroy();
  return true;
}
