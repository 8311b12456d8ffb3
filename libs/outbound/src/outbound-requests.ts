import { type ClientRequest, type IncomingMessage, request as requestByHttp } from 'node:http';
import { request as requestByHttps } from 'node:https';
import { Injectable } from '@nestjs/common';
import { OutboundFailure } from './outbound-failure.js';
import { OutboundHosts } from './outbound-hosts.js';

/** From beginning to end, looking up the host and reading the answer among it. */
const TIMEOUT_MS = 5000;
const MAX_BYTES = 256 * 1024;

export interface OutboundRequest {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface OutboundAnswer {
  readonly status: number;
  /** By their names in lower case; what comes several times is joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * Sends requests to where somebody else has a say in what the address is. Each is over after five seconds, answers have at most 256 KiB, no
 * redirect is followed, and addresses that are not public are refused unless they are listed.
 */
@Injectable()
export class OutboundRequests {
  constructor(private readonly outboundHosts: OutboundHosts) {}

  /** @throws OutboundFailure if a request could not go there */
  assertAllowed(url: URL): void {
    this.outboundHosts.assertAllowed(url);
  }

  /**
   * Any status is an answer.
   * @throws OutboundFailure
   */
  async send(url: URL, { method, headers, body }: OutboundRequest): Promise<OutboundAnswer> {
    this.outboundHosts.assertAllowed(url);
    const request = url.protocol === 'https:' ? requestByHttps : requestByHttp;
    const sent = request(url, {
      ...{ method, agent: false, lookup: this.outboundHosts.lookupFor(url) },
      headers: { ...headers, 'accept-encoding': 'identity', connection: 'close' },
    });
    const timer = setTimeout(() => sent.destroy(failure(url, 'takes too long')), TIMEOUT_MS);
    try {
      return await answerOf(url, sent, body);
    } catch (error) {
      throw OutboundFailure.of(error);
    } finally {
      clearTimeout(timer);
      sent.destroy();
    }
  }
}

function answerOf(url: URL, sent: ClientRequest, body: string | undefined): Promise<OutboundAnswer> {
  return new Promise((resolve, reject) => {
    sent.on('error', reject);
    sent.on('response', response => {
      read(url, response).then(resolve, reject);
    });
    sent.end(body);
  });
}

async function read(url: URL, response: IncomingMessage): Promise<OutboundAnswer> {
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

const failure = (url: URL, what: string): OutboundFailure => new OutboundFailure(`${url.host} ${what}`, false);
