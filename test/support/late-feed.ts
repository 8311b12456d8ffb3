import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** How the service calls the connection by which it follows the feed. */
const FEED = 'gatehouse feed';

/**
 * Stands between an instance and PostgreSQL, and lets whatever the database says about the feed arrive late: what an
 * instance has not looked for after an event, it cannot know for so long.
 */
export class LateFeed {
  /** Milliseconds. */
  lag = 0;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {
    server.on('connection', client => this.accept(client));
  }

  /** @param url a postgres:// URL; `url` of this leads to the same database through it */
  static async before(url: string): Promise<LateFeed> {
    const server = createServer({ noDelay: true });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return new LateFeed(server, new URL(url));
  }

  get url(): string {
    const url = new URL(this.target);
    const address = this.server.address();
    url.hostname = '127.0.0.1';
    url.port = typeof address === 'object' && address !== null ? String(address.port) : '';
    return url.href;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise(resolve => this.server.close(resolve));
  }

  private accept(client: Socket): void {
    const upstream = connect({ port: Number(this.target.port), host: this.target.hostname, noDelay: true });
    let isFeed = false;
    client.once('data', startup => (isFeed = startup.includes(FEED)));
    client.pipe(upstream);
    let before: Promise<unknown> = Promise.resolve();
    upstream.on('data', chunk => {
      const lag = isFeed && this.lag > 0 ? delay(this.lag) : undefined;
      // In order, also where the lag has just ended.
      before = Promise.all([before, lag]).then(() => client.write(chunk));
    });
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      this.sockets.add(socket);
      socket
        .on('error', () => undefined)
        .on('close', () => {
          this.sockets.delete(socket);
          other.destroy();
        });
    }
  }
}
