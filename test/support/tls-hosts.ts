import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { makeCertificate } from './certificate.js';

/** Where the service is, as the issuer that tests use says. */
export const OWN = 'https://auth.example.test';
/** Another host of the same registrable domain: the same site to a browser, and so it gets the cookies sent along. */
export const SIBLING = 'https://evil.example.test';
export const STRANGER = 'https://attacker.test';
/** Another host of the domain, of which a test may say that it is listed. */
export const APP = 'https://app.example.test';

const HOSTS = [OWN, SIBLING, STRANGER, APP].map(origin => new URL(origin).host);
const BLANK = '<!doctype html><title>elsewhere</title><body>elsewhere</body>';

/** A request that has come to the service, and its answer. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly site: string | undefined;
  readonly hasSessionCookie: boolean;
  readonly cookies: string;
  readonly status: number;
}

/**
 * The hosts of a small Internet behind one TLS port: the service as `OWN`, and two attackers, who show an empty page in
 * which a test plays them, and set whatever cookies their URL asks for.
 */
export class TlsHosts {
  readonly seen: Seen[] = [];
  /** What the other hosts show at a path instead of an empty page, with its type. */
  readonly pages = new Map<string, { readonly type: string; readonly body: string }>();
  /** To a browser it is as if it kept no cookies of the service. */
  dropsCookies = false;

  private constructor(
    private readonly server: Server,
    private readonly service: URL,
  ) {
    server.on('request', (incoming, outgoing) => this.answer(incoming, outgoing));
  }

  static async before(serviceUrl: string): Promise<TlsHosts> {
    const server = createServer(makeCertificate(HOSTS));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return new TlsHosts(server, new URL(serviceUrl));
  }

  /** What makes a Chromium find them; every other host is nowhere, but for this machine. */
  get chromiumArgs(): string[] {
    const address = this.server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const rules = HOSTS.map(host => `MAP ${host} 127.0.0.1:${port}`).join(', ');
    return [`--host-resolver-rules=${rules}, MAP * ~NOTFOUND, EXCLUDE localhost`];
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }

  private answer(incoming: IncomingMessage, outgoing: ServerResponse): void {
    if (`https://${incoming.headers.host}` === OWN) return this.pass(incoming, outgoing);
    const { pathname, searchParams } = new URL(incoming.url ?? '/', SIBLING);
    const { type, body } = this.pages.get(pathname) ?? { type: 'text/html', body: BLANK };
    outgoing.writeHead(200, { 'content-type': type, 'set-cookie': searchParams.getAll('cookie') }).end(body);
  }

  private pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method = '', url: path = '', headers } = incoming;
    const { cookie: cookies = '', 'sec-fetch-site': site } = headers;
    const { hostname, port } = this.service;
    const passed = request({ hostname, port, method, path, headers }, answer => {
      const status = answer.statusCode ?? 0;
      const hasSessionCookie = cookies.includes('__Host-gatehouse_');
      this.seen.push({ method, path, site: [site].flat()[0], hasSessionCookie, cookies, status });
      const { 'set-cookie': set, ...others } = answer.headers;
      outgoing.writeHead(status, this.dropsCookies || set === undefined ? others : { ...others, 'set-cookie': set });
      answer.pipe(outgoing);
    });
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  }
}
