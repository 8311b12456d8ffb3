/** What stands behind relying parties that are no whole program, and before those that are told of logouts. */
import { EventEmitter, once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Settings } from './relying-party.js';

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript' };

interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

async function listen(port: number, answer: RequestListener): Promise<Listening> {
  const server = createServer(answer);
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close };
}

/** Serves a folder, whose index.html is the page at every path without a suffix. @returns what ends it */
export async function servePage(port: number, folder: string, settings: object): Promise<() => Promise<void>> {
  const { close } = await listen(port, (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/settings.json') return void response.end(JSON.stringify(settings));
    const file = extname(pathname) === '' ? 'index.html' : pathname;
    readFile(join(folder, file)).then(
      content => response.setHeader('Content-Type', TYPES[extname(file)] ?? 'text/plain').end(content),
      () => response.writeHead(404).end(),
    );
  });
  return close;
}

/** A page that knows nothing of logins: what stands before it tells it who is there. */
export class GuardedPage {
  private constructor(
    readonly url: string,
    readonly close: () => Promise<void>,
  ) {}

  static async serve({ issuer, client_id, url }: Settings): Promise<GuardedPage> {
    const query = new URLSearchParams({ client_id, post_logout_redirect_uri: `${url}/` });
    const rd = encodeURIComponent(`${issuer}/oauth/end-session?${query.toString()}`);
    const { url: own, close } = await listen(0, ({ headers }, response) => {
      const hello = `Hello ${String(headers['x-forwarded-email'])}`;
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(`<!doctype html><title>Wiki</title><p>${hello}</p><a href="/oauth2/sign_out?rd=${rd}">Log out</a>`);
    });
    return new GuardedPage(own, close);
  }
}

/** A logout token on its way to an application. */
export interface Word {
  /** When it came, by the clock of `performance.now()`. */
  readonly at: number;
  /** @returns the status that the application answers it with */
  pass(): Promise<number>;
}

/** Stands where an application is told of logouts, and lets nothing through before it may. */
export class Anteroom {
  private constructor(
    private readonly arrivals: EventEmitter<{ word: [Word] }>,
    readonly url: string,
    readonly close: () => Promise<void>,
  ) {}

  /** @param address of the application itself */
  static async before(address: string): Promise<Anteroom> {
    const arrivals = new EventEmitter<{ word: [Word] }>();
    const { url, close } = await listen(0, (request, response) => {
      const at = performance.now();
      const { 'content-type': type = '' } = request.headers;
      const pass = async (): Promise<number> => {
        const body = await text(request);
        const { status } = await fetch(address, { method: 'POST', headers: { 'content-type': type }, body });
        response.writeHead(status).end();
        return status;
      };
      arrivals.emit('word', { at, pass });
    });
    return new Anteroom(arrivals, url, close);
  }

  async next(): Promise<Word> {
    const [word] = (await once(this.arrivals, 'word')) as [Word];
    return word;
  }
}
