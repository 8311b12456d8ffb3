import { type ClientRequest, type IncomingMessage, request as requestByHttp } from 'node:http';
import { request as requestByHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { OutboundFailure } from './outbound-failure.js';

/** From looking up the host until there is a connection, and its TLS. */
const CONNECTING_MS = 3000;

export interface OutboundRequest {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Breaks off. */
  readonly signal?: AbortSignal;
}

/** What becomes of an answer. */
export interface Reading<Answer> {
  /** How long it may take, from looking up the host to the end of the answer. */
  readonly timeoutMs: number;
  /** Is done when the answer has ended, or has been broken off. */
  readonly read: (response: IncomingMessage) => Promise<Answer>;
}

/** How the host of an address is found, until it is over. */
export type LookupUntil = (over: AbortSignal) => LookupFunction;

/**
 * Sends one request by a connection of its own. It follows no redirect.
 * @throws whatever Node.js has to say of a connection that fails; OutboundFailure
 */
export function exchange<Answer>(
  url: URL,
  { method, headers, body, signal }: OutboundRequest,
  lookupUntil: LookupUntil,
  { timeoutMs, read }: Reading<Answer>,
): Promise<Answer> {
  const isOverTls = url.protocol === 'https:';
  const over = new AbortController();
  const lookup = lookupUntil(over.signal);
  const sent = (isOverTls ? requestByHttps : requestByHttp)(url, {
    ...{ method, agent: false, lookup, rejectUnauthorized: true },
    ...(signal !== undefined && { signal }),
    headers: { ...headers, 'accept-encoding': 'identity', connection: 'close' },
  });
  endIfNotConnected(sent, url, isOverTls ? 'secureConnect' : 'connect');
  return new Promise<Answer>((resolve, reject) => {
    let open: ClientRequest | IncomingMessage = sent;
    const late = setTimeout(() => open.destroy(failure(url, 'takes too long')), timeoutMs);
    sent.on('error', reject);
    sent.once('close', () => {
      clearTimeout(late);
      over.abort();
      reject(failure(url, 'closed the connection'));
    });
    sent.once('response', response => {
      open = response;
      // From here on, the answer is what fails.
      resolve(read(response));
    });
    sent.end(body);
  }).finally(() => sent.destroy());
}

function endIfNotConnected(sent: ClientRequest, url: URL, connected: 'connect' | 'secureConnect'): void {
  const late = setTimeout(() => sent.destroy(failure(url, 'gives no connection in time')), CONNECTING_MS);
  sent.once('socket', socket => socket.once(connected, () => clearTimeout(late)));
  sent.once('close', () => clearTimeout(late));
}

/** Somebody who was asked does not answer as they should. */
export const failure = (url: URL, what: string): OutboundFailure => new OutboundFailure(`${url.host} ${what}`, false);
