import { connect, createServer, type Server, type Socket } from 'node:net';

/** Stands between the service and PostgreSQL, in order to cut, refuse or stall the connection for real. */
export class TcpProxy {
  private mode: 'pass' | 'refuse' | 'stall' = 'pass';
  private readonly pairs = new Set<[Socket, Socket]>();

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {
    server.on('connection', client => this.accept(client));
  }

  /** @param url a postgres:// URL; `url` of the proxy leads to the same database through it */
  static async before(url: string): Promise<TcpProxy> {
    const server = createServer({ noDelay: true });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return new TcpProxy(server, new URL(url));
  }

  get url(): string {
    const url = new URL(this.target);
    const address = this.server.address();
    url.hostname = '127.0.0.1';
    url.port = typeof address === 'object' && address !== null ? String(address.port) : '';
    return url.href;
  }

  /** Breaks all connections and refuses new ones. */
  cut(): void {
    this.mode = 'refuse';
    for (const pair of this.pairs) for (const socket of pair) socket.destroy();
  }

  /** Connections stay open and new ones are accepted, but not a byte gets through. */
  stall(): void {
    this.mode = 'stall';
    for (const pair of this.pairs) for (const socket of pair) socket.pause();
  }

  restore(): void {
    this.mode = 'pass';
    for (const pair of this.pairs) for (const socket of pair) socket.resume();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise(resolve => this.server.close(resolve));
  }

  private accept(client: Socket): void {
    if (this.mode === 'refuse') return void client.destroy();
    const upstream = connect({ port: Number(this.target.port), host: this.target.hostname, noDelay: true });
    const pair: [Socket, Socket] = [client, upstream];
    this.pairs.add(pair);
    for (const [from, to] of [pair, [...pair].reverse() as [Socket, Socket]]) {
      from.on('data', chunk => to.write(chunk)).on('error', () => undefined);
      from.on('close', () => {
        to.destroy();
        this.pairs.delete(pair);
      });
      if (this.mode === 'stall') from.pause();
    }
  }
}
