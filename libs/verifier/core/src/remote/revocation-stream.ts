import { REVOCATIONS_EVENT, type RevocationBatch } from '../../../../contracts/src/index.js';
import { EventStreamParser } from './event-stream-parser.js';
import { chunksOf, type Http, RequestFailed } from './http.js';
import { readRevocationBatch } from './revocation-batch.js';

export interface StreamRequest {
  readonly url: string;
  readonly token: string;
  /** Where to go on; without it a whole picture comes. */
  readonly cursor: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * The batches that come on one connection to the stream, until it ends.
 * @throws RequestFailed, FeedMalformed, EventStreamTooLong
 */
export async function* batchesOf(http: Http, request: StreamRequest): AsyncGenerator<RevocationBatch> {
  const { url, signal } = request;
  const response = await http.open({ url, headers: headersOf(request) }, signal);
  if (!/^text\/event-stream(?:$|[\s;])/i.test(response.headers.get('content-type') ?? '')) {
    await response.body?.cancel();
    throw new RequestFailed('The feed of revocations did not answer with an event stream.');
  }
  const parser = new EventStreamParser();
  for await (const chunk of chunksOf(url, response, signal)) {
    for (const { type, data } of parser.push(chunk)) {
      if (type === REVOCATIONS_EVENT) yield readRevocationBatch(data);
    }
  }
}

function headersOf({ token, cursor }: StreamRequest): Record<string, string> {
  return {
    Accept: 'text/event-stream',
    // A compressed stream may be held back until a block of it is full.
    'Accept-Encoding': 'identity',
    Authorization: `Bearer ${token}`,
    'Cache-Control': 'no-cache',
    ...(cursor !== undefined && { 'Last-Event-ID': cursor }),
  };
}
