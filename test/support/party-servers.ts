/** What stands behind relying parties that are no whole program. */
import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { extname, join } from 'node:path';
import type { Settings } from './relying-party.js';

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript' };

async function listen(port: number, answer: RequestListener): Promise<{ server: Server; close(): Promise<void> }> {
  const server = createServer(answer);
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  };
  return { server, close };
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
    const { server, close } = await listen(0, ({ headers }, response) => {
      const hello = `Hello ${String(headers['x-forwarded-email'])}`;
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(`<!doctype html><title>Wiki</title><p>${hello}</p><a href="/oauth2/sign_out?rd=${rd}">Log out</a>`);
    });
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return new GuardedPage(`http://127.0.0.1:${port}/`, close);
  }
}
