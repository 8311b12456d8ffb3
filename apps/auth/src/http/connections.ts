import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Connections by what they are doing; each set is in the order in which they began to. */
class OpenConnections {
  /** No request has arrived in full yet. */
  private readonly silent = new Set<Socket>();
  /** They were answered, and may ask again. */
  private readonly resting = new Set<Socket>();
  /** How many requests of each are under way. */
  private readonly busy = new Map<Socket, number>();

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

  begin(socket: Socket): void {
    this.silent.delete(socket);
    this.resting.delete(socket);
    this.busy.set(socket, (this.busy.get(socket) ?? 0) + 1);
  }

  end(socket: Socket): void {
    const left = (this.busy.get(socket) ?? 1) - 1;
    if (left > 0) return void this.busy.set(socket, left);
    this.busy.delete(socket);
    if (!socket.destroyed) this.resting.add(socket);
  }

  /** The one that is missed least: the oldest that never asked for anything, or else that has not done so for longest. */
  get idlest(): Socket | undefined {
    const [silent] = this.silent;
    const [resting] = this.resting;
    return silent ?? resting;
  }
}

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
  server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    open.begin(socket);
    response.once('close', () => open.end(socket));
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
