import { connect, createServer, type Server, type Socket } from 'node:net';

/** A place that connections may lead to. */
export interface Upstream {
  readonly port: number;
}

interface Pair {
  readonly client: Socket;
  readonly upstream: Socket;
  readonly to: Upstream;
}

/**
 * Stands before several instances as a balancer does: each connection goes to the next of them that accepts it. Can
 * refuse all and break what stands, and tells which instances somebody is connected to.
 */
export class TcpBalancer {
  private readonly pairs = new Set<Pair>();
  private isCut = false;
  private turn = 0;

  private constructor(
    private readonly server: Server,
    private readonly upstreams: () => readonly Upstream[],
  ) {
    server.on('connection', client => this.accept(client));
  }

  /** @param upstreams those that are there at the moment of each new connection */
  static async before(upstreams: () => readonly Upstream[]): Promise<TcpBalancer> {
    const server = createServer({ noDelay: true });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return new TcpBalancer(server, upstreams);
  }

  get url(): string {
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  }

  leadsTo(upstream: Upstream): boolean {
    return [...this.pairs].some(({ to }) => to === upstream);
  }

  /** Breaks all connections and refuses new ones. */
  cut(): void {
    this.isCut = true;
    for (const { client, upstream } of this.pairs) for (const socket of [client, upstream]) socket.destroy();
  }

  restore(): void {
    this.isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise(resolve => this.server.close(resolve));
  }

  private accept(client: Socket): void {
    const there = this.upstreams();
    const to = there[this.turn++ % Math.max(there.length, 1)];
    client.on('error', () => undefined);
    if (this.isCut || to === undefined) return void client.destroy();
    const upstream = connect({ port: to.port, host: '127.0.0.1', noDelay: true }).on('error', () => undefined);
    const pair = { client, upstream, to };
    this.pairs.add(pair);
    client.pipe(upstream).pipe(client);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      // What was said last still arrives.
      socket.on('close', () => {
        other.destroySoon();
        this.pairs.delete(pair);
      });
    }
  }
}
