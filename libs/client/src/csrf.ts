import type { CallOptions } from './call-options.js';
import { isProblem } from './errors.js';
import type { Input, Operation } from './operation.js';
import type { Transport } from './transport.js';
import { abortable } from './waiting.js';

const CSRF: Operation = {
  id: 'getCsrfToken',
  method: 'GET',
  path: '/v1/auth/csrf',
  by: 'caller',
  repeatable: true,
  results: { 200: { csrf_token: 'string' } },
};

/** Sends by cookie, and what changes something with the token against forged requests. */
export class CsrfProtected {
  readonly #transport: Transport;
  #token: Promise<string> | undefined;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The token as the last answer brought it; undefined: it is asked for when it is needed. */
  learn(token: string | undefined): void {
    this.#token = token === undefined ? undefined : Promise.resolve(token);
  }

  /** With a new token if the one at hand is refused. */
  async send(operation: Operation, input: Input, options: CallOptions): Promise<unknown> {
    if (operation.method === 'GET' || operation.method === 'HEAD') {
      return this.#transport.send(operation, input, { ...options, credentials: 'include' });
    }
    const send = async (): Promise<unknown> => {
      const headers = { 'x-csrf-token': await abortable(this.#current(), options.signal) };
      return this.#transport.send(operation, input, { ...options, credentials: 'include', headers });
    };
    try {
      return await send();
    } catch (error) {
      if (!isProblem(error, 'csrf_token_invalid')) throw error;
      this.#token = undefined;
      return send();
    }
  }

  /** Asked for after the page was loaded anew. */
  #current(): Promise<string> {
    const known = (this.#token ??= this.#transport
      .send(CSRF, {}, { credentials: 'include' })
      .then(answer => (answer as { csrf_token: string }).csrf_token));
    known.catch(() => {
      if (this.#token === known) this.#token = undefined;
    });
    return known;
  }
}
