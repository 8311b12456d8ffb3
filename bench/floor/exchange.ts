import type { IncomingMessage, ServerResponse } from 'node:http';

/** What the floor answers. */
export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly type: string;
  /** Those of its own; else the answer is not to be stored. */
  readonly headers?: Readonly<Record<string, string>>;
}

const JSON_TYPE = 'application/json; charset=utf-8';

const NOT_STORED = { 'Cache-Control': 'no-store' };

export function json(answer: object, status = 200): Reply {
  return { status, text: JSON.stringify(answer), type: JSON_TYPE };
}

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

export function send(response: ServerResponse, { status, text, type, headers = NOT_STORED }: Reply): void {
  if (text === '') return void response.writeHead(status, headers).end();
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text), ...headers });
  response.end(text);
}
