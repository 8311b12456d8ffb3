/**
 * Every request that a test sends to a service that it has started is judged by openapi.json, and so is the answer:
 * no test can forget it, and none has to think of it.
 */
import { afterEach } from '@jest/globals';
import { isWatched } from './watched.js';

interface Judgement {
  readonly id: string | undefined;
  readonly faults: readonly string[];
  readonly ofBody: (text: string) => readonly string[];
}

interface Contract {
  judge(request: object, response: Response): Judgement | undefined;
  noteExercised(id: string, status: number): void;
}

/** Made outside of the sandbox of a test file, so that its validators serve all files (see node-environment.js). */
const contract = (globalThis as unknown as Record<symbol, () => Promise<Contract>>)[Symbol.for('gatehouse:contract')];
const faults: string[] = [];
const plainFetch = globalThis.fetch;

globalThis.fetch = async (input, init) => {
  const request = new Request(input, withoutBody(init));
  const response = await plainFetch(input, init);
  if (contract === undefined || !isWatched(request.url)) return response;
  const { judge, noteExercised } = await contract();
  const { method, url, headers } = request;
  const judgement = judge({ method, url, headers: headersOf(headers, init), body: textOf(init?.body) }, response);
  if (judgement === undefined) return response;
  const { id, ofBody } = judgement;
  const complain = (found: readonly string[]): void => {
    if (found.length === 0) return;
    const fault = `${method} ${url} was answered ${response.status}:\n  ${found.join('\n  ')}`;
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

/** A `Request` would take the body for itself. */
function withoutBody(init: RequestInit = {}): RequestInit {
  const { body: _body, signal: _signal, ...rest } = init;
  return rest;
}

/** `fetch` sets the type of a form by its body. */
function headersOf(headers: Headers, init?: RequestInit): Headers {
  const known = new Headers(headers);
  if (init?.body instanceof URLSearchParams && !known.has('content-type')) {
    known.set('content-type', 'application/x-www-form-urlencoded');
  }
  return known;
}

function textOf(body: RequestInit['body']): string | undefined {
  if (typeof body === 'string') return body;
  return body instanceof URLSearchParams ? body.toString() : undefined;
}
