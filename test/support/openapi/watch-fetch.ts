/**
 * Every request that a test sends to a service that it has started is judged by openapi.json, and so is the answer:
 * no test can forget it, and none has to think of it.
 */
import { afterEach } from '@jest/globals';
import { type SentRequest, theContract } from './contract.js';
import { isWatched } from './watched.js';

const faults: string[] = [];
const plainFetch = globalThis.fetch;

globalThis.fetch = async (input, init) => {
  const url = input instanceof Request ? input.url : String(input);
  if (!isWatched(url)) return plainFetch(input, init);
  // What is sent is read first: a `Request` gives its body away.
  const request = sentBy(url, input, init);
  const response = await plainFetch(input, init);
  const { judge, noteExercised } = await theContract();
  const judgement = judge(request, response);
  if (judgement === undefined) return response;
  const { id, ofBody } = judgement;
  const complain = (found: readonly string[]): void => {
    if (found.length === 0) return;
    const fault = `${request.method} ${url} was answered ${response.status}:\n  ${found.join('\n  ')}`;
    faults.push(fault);
    throw new Error(`openapi.json says otherwise: ${fault}`);
  };
  complain(judgement.faults);
  if (id !== undefined) noteExercised(id, response.status);
  if (response.body === null) return response;
  if (response.headers.has('content-length')) {
    complain(ofBody(await response.clone().text()));
    return response;
  }
  return judgedAsItComes(response, text => complain(ofBody(text)));
};

// A test that swallows the error fails all the same.
afterEach(() => {
  const found = faults.splice(0);
  if (found.length > 0) throw new Error(`openapi.json says otherwise:\n${found.join('\n')}`);
});

/** Nobody knows how long the body is: it is passed on as it comes, events one by one. */
function judgedAsItComes(response: Response, judge: (text: string) => void): Response {
  const isEvents = (response.headers.get('content-type') ?? '').startsWith('text/event-stream');
  const decoder = new TextDecoder();
  let text = '';
  const watching = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      text += decoder.decode(chunk, { stream: true });
      if (isEvents) {
        const messages = text.split('\n\n');
        text = messages.pop() ?? '';
        for (const message of messages) {
          const data = /^data: (.*)$/m.exec(message)?.[1];
          if (data !== undefined) judge(data);
        }
      }
      controller.enqueue(chunk);
    },
    flush() {
      if (!isEvents) judge(text + decoder.decode());
    },
  });
  const { status, statusText, headers } = response;
  return new Response(response.body?.pipeThrough(watching) ?? null, { status, statusText, headers });
}

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
