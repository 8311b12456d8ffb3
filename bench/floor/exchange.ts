import type { IncomingMessage, ServerResponse } from 'node:http';
import { BARE_HEADERS } from '../../apps/auth/src/http/bare-headers.js';

/** What the floor answers. */
export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly type: string;
  /** What it says beside what every answer says, or instead. */
  readonly headers?: Readonly<Record<string, string>>;
}

const JSON_TYPE = 'application/json; charset=utf-8';

/** What the service says with each answer. Most of it is the same each time, so it stands ready. */
const USUAL = { ...BARE_HEADERS, 'Cache-Control': 'no-store' };

export function json(answer: object, status = 200): Reply {
  return { status, text: JSON.stringify(answer), type: JSON_TYPE };
}

/** What an OAuth endpoint answers (RFC 6749 §5.1). */
export function oauth(answer: object): Reply {
  return { ...json(answer), headers: OF_OAUTH };
}

const OF_OAUTH = { Pragma: 'no-cache' };

export const NOTHING: Reply = { status: 204, text: '', type: '' };

export function textOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (text += chunk));
    request.on('end', () => resolve(text));
    request.on('error', reject);
  });
}

export function send(response: ServerResponse, { status, text, type, headers }: Reply): void {
  const said = headers === undefined ? USUAL : { ...USUAL, ...headers };
  if (text === '') return void response.writeHead(status, said).end();
  response.writeHead(status, { ...said, 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
}
