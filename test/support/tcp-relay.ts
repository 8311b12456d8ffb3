import { connect, createServer, type Server, type Socket } from 'node:net';

/** Who called, and whom that leads to. */
export type Pair = readonly [client: Socket, upstream: Socket];

/** Stands between somebody and a server. What becomes of what they say to each other is up to those who extend this. */
export abstract class TcpRelay {
  protected readonly pairs = new Set<Pair>();
  private readonly server: Server = createServer({ noDelay: true }, client => this.accept(client));

  constructor(private readonly target: URL) {}

  /** @param url of a server; `url` of this leads to the same place through it */
  static async before<Relay extends TcpRelay>(this: new (target: URL) => Relay, url: string): Promise<Relay> {
    const relay = new this(new URL(url));
    await new Promise<void>(resolve => relay.server.listen(0, '127.0.0.1', resolve));
    return relay;
  }

  get url(): string {
    const url = new URL(this.target);
    const address = this.server.address();
    url.hostname = '127.0.0.1';
    url.port = typeof address === 'object' && address !== null ? String(address.port) : '';
    return url.href;
  }

  async close(): Promise<void> {
    this.breakAll();
    await new Promise(resolve => this.server.close(resolve));
  }

  protected breakAll(): void {
    for (const pair of this.pairs) for (const socket of pair) socket.destroy();
  }

  protected refuses(): boolean {
    return false;
  }

  /** Hands on what the two say. If either is gone, so is the other. */
  protected abstract join(pair: Pair): void;

  private accept(client: Socket): void {
    if (this.refuses()) return void client.destroy();
    const pair = [
      client,
      connect({ port: Number(this.target.port), host: this.target.hostname, noDelay: true }),
    ] as const;
    this.pairs.add(pair);
    for (const socket of pair) {
      socket
        .on('error', () => undefined)
        .on('close', () => {
          this.pairs.delete(pair);
          for (const each of pair) each.destroy();
        });
    }
    this.join(pair);
  }
}
