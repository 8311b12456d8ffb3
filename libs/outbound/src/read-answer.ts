import type { IncomingMessage } from 'node:http';
import { failure } from './exchange.js';

const MAX_BYTES = 256 * 1024;
/** Where nothing of the answer is of use but its status. */
const MAX_BYTES_UNUSED = 64 * 1024;

export interface OutboundAnswer {
  readonly status: number;
  /** By their names in lower case; what comes several times is joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** All of an answer. @throws OutboundFailure if it is too much */
export async function readAnswer(url: URL, response: IncomingMessage): Promise<OutboundAnswer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw failure(url, 'answers with too much');
    chunks.push(chunk);
  }
  const headers = Object.entries(response.headers).map(([name, value]) => [name, [value].flat().join(', ')]);
  return {
    status: response.statusCode ?? 0,
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: Buffer.concat(chunks),
  };
}

/** Lets the other side say what it has to say, within bounds. That it is broken off there changes nothing: the status is known. */
export function readStatus(response: IncomingMessage): Promise<number> {
  const { statusCode = 0 } = response;
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAX_BYTES_UNUSED) response.destroy();
  });
  response.on('error', () => undefined);
  return new Promise(resolve => response.once('close', () => resolve(statusCode)));
}
