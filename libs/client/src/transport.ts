import { resultOf } from './answers.js';
import type { CallOptions } from './call-options.js';
import { ConnectionFailed, GatehouseError, TimedOut } from './errors.js';
import { type Input, type Operation, type Request, requestOf } from './operation.js';
import { retrying } from './retrying.js';
import { throwIfGivenUp } from './waiting.js';

export interface TransportOptions {
  /** Where Gatehouse is: `https://auth.example.org`. A path is kept, for services behind a prefix. */
  readonly url: string;
  /** Default: the platform's own. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Milliseconds that one attempt may take, its body included. Default: 10 000. */
  readonly timeoutMs?: number | undefined;
  /** How often a call that failed is tried again, where that is safe. Default: 2. */
  readonly retries?: number | undefined;
  /** Milliseconds: if the service asks to wait longer before the next attempt, the call fails. Default: 5000. */
  readonly maxWaitMs?: number | undefined;
}

export interface Sending extends CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether cookies go along. Default: none. */
  readonly credentials?: 'include' | 'omit';
  /** Milliseconds after which no further attempt begins. */
  readonly withinMs?: number;
}

/** Sends operations and reads answers. Knows nothing of who calls. */
export class Transport {
  readonly #url: string;
  readonly #options: TransportOptions;

  constructor(options: TransportOptions) {
    const { origin, pathname, search, hash, username } = addressOf(options.url);
    if (search + hash + username !== '') throw new TypeError('url is to be an address without query or user');
    this.#url = origin + pathname.replace(/\/+$/, '');
    this.#options = options;
  }

  /**
   * @returns the result, which matches what the operation promises
   * @throws GatehouseError of some kind; the signal's reason
   */
  send(operation: Operation, input: Input, sending: Sending = {}): Promise<unknown> {
    const { retries = 2, maxWaitMs = 5000 } = this.#options;
    const { withinMs } = sending;
    const { repeatable = false } = operation;
    const request = requestOf(operation, input);
    return retrying(() => this.#attempt(operation, request, sending), {
      retries,
      maxWaitMs,
      repeatable,
      signal: sending.signal,
      ...(withinMs !== undefined && { withinMs }),
    });
  }

  async #attempt(operation: Operation, request: Request, sending: Sending): Promise<unknown> {
    const { signal, timeoutMs = this.#options.timeoutMs ?? 10_000 } = sending;
    throwIfGivenUp(signal);
    const stop = new AbortController();
    const giveUp = (): void => stop.abort();
    signal?.addEventListener('abort', giveUp, { once: true });
    const timer = setTimeout(giveUp, timeoutMs);
    try {
      const { response, text } = await this.#exchange(request, sending, stop.signal);
      return resultOf(operation, response, text);
    } catch (error) {
      if (error instanceof GatehouseError) throw error;
      throwIfGivenUp(signal);
      const options = { operation: operation.id, cause: error };
      throw stop.signal.aborted ? new TimedOut(timeoutMs, options) : new ConnectionFailed(options);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
    }
  }

  async #exchange(
    { path, method, headers, body }: Request,
    sending: Sending,
    signal: AbortSignal,
  ): Promise<{ response: Response; text: string }> {
    // Looked up at each call, so that whoever replaces the global one is heard.
    const { fetch = globalThis.fetch } = this.#options;
    const response = await fetch(this.#url + path, {
      method,
      headers: { ...headers, ...sending.headers },
      ...(body !== undefined && { body }),
      credentials: sending.credentials ?? 'omit',
      // The API does not redirect; whoever does is not to be given tokens.
      redirect: 'error',
      signal,
    });
    return { response, text: await response.text() };
  }
}

/** `localhost:3000` is an address too, of a scheme named localhost: every call would fail as if the service were away. */
function addressOf(url: string): URL {
  if (/^https?:\/\//i.test(url)) return new URL(url);
  throw new TypeError(`url is to begin with http:// or https://, unlike ${JSON.stringify(url)}`);
}
