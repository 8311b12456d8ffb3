import type { IncomingMessage, ServerResponse } from 'node:http';

/** What the floor answers. */
export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly type: string;
}

const JSON_TYPE = 'application/json; charset=utf-8';

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

export function send(response: ServerResponse, { status, text, type }: Reply): void {
  if (status === 204) return void response.writeHead(204).end();
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
  });
  response.end(text);
}
