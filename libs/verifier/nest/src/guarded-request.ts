import type { IncomingMessage } from 'node:http';
import type { Principal } from '../../../contracts/src/index.js';

/** The part of a request that the guards use: the same under Fastify (which wraps node's request) and Express. */
export interface GuardedRequest {
  readonly raw?: IncomingMessage;
  readonly rawHeaders?: string[];
  principal?: Principal;
}

/** The part of a response that the guards use, also the same under both. */
export interface GuardedResponse {
  status(code: number): this;
  header(name: string, value: string): this;
  send(body: Buffer): unknown;
}

/** All headers as they came, names and values in turn: node's parsed form hides repeated ones. */
export function rawHeadersOf(request: GuardedRequest): readonly string[] {
  return request.raw?.rawHeaders ?? request.rawHeaders ?? [];
}
