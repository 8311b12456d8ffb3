import { type ClientRequest, type IncomingMessage, request as requestInClear, type RequestOptions } from 'node:http';
import { request as requestOverTls } from 'node:https';
import type { Reachable } from './reachable.js';

/** From looking up the name until there is a connection, and its TLS. */
const CONNECTING_MS = 3000;
/** All in all, however slowly the answer comes. */
const WHOLE_MS = 10_000;
/** Nothing of the answer is of use but its status. */
const ANSWER_BYTES = 64 * 1024;

/**
 * Posts a form, by a connection of its own, to a host that may be called. It follows no redirect.
 * @param stopping breaks off
 * @returns the status of the answer
 * @throws NotReachable; whatever else Node.js has to say of a connection that fails
 */
export function postForm(
  uri: string,
  form: Readonly<Record<string, string>>,
  reachable: Reachable,
  stopping: AbortSignal,
): Promise<number> {
  const url = new URL(uri);
  const body = new URLSearchParams(form).toString();
  const options = {
    method: 'POST',
    agent: false,
    lookup: reachable.lookupFor(url),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
      accept: '*/*',
      'user-agent': 'gatehouse',
    },
    signal: AbortSignal.any([stopping, AbortSignal.timeout(WHOLE_MS)]),
  } satisfies RequestOptions;
  return new Promise((resolve, reject) => {
    const sent =
      url.protocol === 'https:'
        ? requestOverTls(url, { ...options, rejectUnauthorized: true })
        : requestInClear(url, options);
    sent.on('error', reject);
    sent.once('close', () => reject(new Error('it closed the connection')));
    sent.once('response', answer => resolve(statusOf(answer)));
    endIfNotConnected(sent, url.protocol === 'https:' ? 'secureConnect' : 'connect');
    sent.end(body);
  });
}

function endIfNotConnected(sent: ClientRequest, connected: 'connect' | 'secureConnect'): void {
  const late = setTimeout(() => sent.destroy(new Error('there was no connection in time')), CONNECTING_MS);
  sent.once('socket', socket => socket.once(connected, () => clearTimeout(late)));
  sent.once('close', () => clearTimeout(late));
}

/** Lets the other side say what it has to say, within bounds. That it is broken off there changes nothing: the status is known. */
function statusOf(answer: IncomingMessage): Promise<number> {
  const { statusCode = 0 } = answer;
  let bytes = 0;
  answer.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > ANSWER_BYTES) answer.destroy();
  });
  answer.on('error', () => undefined);
  return new Promise(resolve => answer.once('close', () => resolve(statusCode)));
}
