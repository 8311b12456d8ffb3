import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands between clients and the service and counts the requests on the wire, as `POST /v1/auth/refresh`. */
export class CountingProxy {
  readonly counts = new Map<string, number>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async before(target: string): Promise<CountingProxy> {
    const server = createServer();
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const proxy = new CountingProxy(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', (from, to) => {
      const key = `${from.method} ${(from.url ?? '').split('?')[0]}`;
      proxy.counts.set(key, proxy.count(key) + 1);
      const { hostname, port } = new URL(target);
      const options = { hostname, port, method: from.method, path: from.url, headers: from.headers };
      const upstream = request(options, answer => {
        to.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
        answer.pipe(to);
      });
      upstream.on('error', () => to.destroy());
      from.pipe(upstream);
    });
    return proxy;
  }

  count(key: string): number {
    return this.counts.get(key) ?? 0;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }
}
