/**
 * Every request that a test sends to a service that it has started is judged by openapi.json, and so is the answer:
 * no test can forget it, and none has to think of it.
 */
import { afterEach } from '@jest/globals';
import type { SentRequest } from './contract.js';
import { held, takeFaults } from './held.js';
import { isWatched } from './watched.js';

const plainFetch = globalThis.fetch;

globalThis.fetch = async (input, init) => {
  const url = input instanceof Request ? input.url : String(input);
  if (!isWatched(url)) return plainFetch(input, init);
  // What is sent is read first: a `Request` gives its body away.
  const request = sentBy(url, input, init);
  return held(request, await plainFetch(input, init));
};

// A test that swallows the error fails all the same.
afterEach(() => {
  const found = takeFaults();
  if (found.length > 0) throw new Error(`openapi.json says otherwise:\n${found.join('\n')}`);
});

function sentBy(url: string, input: unknown, { method, headers, body }: RequestInit = {}): SentRequest {
  const before = input instanceof Request ? input : undefined;
  const sent = new Headers(headers ?? before?.headers);
  // `fetch` sets the type of a form by its body.
  if (body instanceof URLSearchParams && !sent.has('content-type')) {
    sent.set('content-type', 'application/x-www-form-urlencoded');
  }
  const text = typeof body === 'string' || body instanceof URLSearchParams ? body.toString() : undefined;
  return { method: (method ?? before?.method ?? 'GET').toUpperCase(), url, headers: sent, body: text };
}
