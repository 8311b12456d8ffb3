/** What the tests of the client on the wire share: a server that answers as each test says, and what it has seen. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach } from '@jest/globals';
import type { Tokens } from '../../libs/client/src/index.js';

export interface Answer {
  readonly status?: number;
  readonly json?: unknown;
  /** The code of a problem; `json` is what it says besides. */
  readonly problem?: string;
  readonly headers?: Record<string, string | string[]>;
  /** Breaks the connection instead. */
  readonly cut?: boolean;
  /** Lets nothing be heard. */
  readonly silent?: boolean;
}

export interface Seen {
  readonly call: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What a request is answered with; `earlier` of the same method and path were seen before it. */
export type Answers = (request: Seen, earlier: number) => Answer;

export let url: string;
export let seen: Seen[];

/** Registers the hooks that start and stop a server for each test: called once at the head of a test file. */
export function setTheClientScene(answer: Answers): void {
  let server: Server;

  beforeEach(async () => {
    seen = [];
    server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => (body += text));
      request.on('end', () => {
        const one = { call: `${request.method} ${request.url}`, headers: request.headers, body };
        const earlier = seen.filter(({ call }) => call === one.call).length;
        seen.push(one);
        const { status = 200, json, problem, headers = {}, cut = false, silent = false } = answer(one, earlier);
        if (silent) return;
        if (cut) return void request.socket.destroy();
        const value =
          problem === undefined ? json : { type: 'urn:x', title: 'No', status, code: problem, ...(json as object) };
        const type = problem === undefined ? 'application/json; charset=utf-8' : 'application/problem+json';
        response.writeHead(status, { ...(value !== undefined && { 'content-type': type }), ...headers });
        response.end(value === undefined ? undefined : JSON.stringify(value));
      });
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });
}

export const calls = (): string[] => seen.map(({ call }) => call);
export const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

export const TOKENS: Tokens = {
  access_token: 'a1',
  refresh_token: 'r1',
  session_id: 's',
  expires_in: 600,
  expires_at: Date.now() + 500_000,
};
export const successor = (n: number): Answer => ({
  json: { token_type: 'Bearer', access_token: `a${n}`, refresh_token: `r${n}`, session_id: 's', expires_in: 600 },
});
export const ROLE = {
  version: 1,
  name: 'x',
  description: '',
  permissions: [],
  includes: [],
  assigns: [],
  built_in: false,
};
export const PERMISSION = { name: 'a:b', description: '', built_in: false, declared_by: null };
