import type { CallOptions } from './call-options.js';
import type { AccessTokenOptions, Caller, CallerOf } from './caller.js';
import { isProblem, ProblemError, RefreshFailed, SessionEnded, type StoreFailed } from './errors.js';
import { TokenResponse as CHECK } from './generated/checks.js';
import { login, refresh } from './generated/operations.js';
import type { TokenResponse } from './generated/types.js';
import type { Input, Operation } from './operation.js';
import { Renewal } from './renewal.js';
import { type Store, TOKENS, type Tokens } from './store.js';
import type { Transport } from './transport.js';

export interface TokenSessionOptions {
  /** Where the tokens are kept: `memoryStore()`, `browserStore()`, `fileStore(…)` of `@gatehouse/client/node`, or your own. */
  readonly store: Store<Tokens>;
  /** Called once when a login that was in use is over, whoever ended it. Not called for a logout through this client. */
  readonly onSessionEnded?: (ended: SessionEnded) => void;
  /**
   * Called once for each refresh that failed for a reason that may pass, however many calls wait for it: `RefreshFailed` if the
   * service or the way to it did, `StoreFailed` if the store did. The login goes on.
   */
  readonly onRefreshFailed?: (error: RefreshFailed | StoreFailed) => void;
}

/**
 * Calls in the name of a person who logs in with `login`, by tokens in the given store. They are renewed before they
 * expire and when the service refuses them.
 */
export function tokenSession(options: TokenSessionOptions): CallerOf {
  return transport => new TokenSession(transport, options);
}

/** One answer is expected, whatever else the operations may answer to browsers. */
const LOGIN: Operation = { ...login, results: { 200: CHECK } };

/**
 * A used refresh token is answered alike for ten seconds after its first use, so an answer that was lost can be had again:
 * within that time a refresh may be repeated. Three attempts of three seconds fit in.
 */
const REFRESH: Operation = { ...refresh, results: { 200: CHECK }, repeatable: true };
export const WITHIN_GRACE = { timeoutMs: 3000, withinMs: 8000 };

class TokenSession implements Caller {
  readonly #transport: Transport;
  readonly #renewal: Renewal<Tokens>;

  constructor(transport: Transport, { store, onSessionEnded, onRefreshFailed }: TokenSessionOptions) {
    this.#transport = transport;
    this.#renewal = new Renewal({
      store,
      check: TOKENS,
      exchange: kept => this.#exchange(kept),
      onEnded: onSessionEnded,
      onFailed: onRefreshFailed,
    });
  }

  async call(operation: Operation, input: Input, options: CallOptions): Promise<unknown> {
    if (operation.effect === 'begins') return this.#logIn(input, options);
    if (operation.effect === 'renews') return this.#refresh(options);
    if (operation.by !== 'caller') return this.#transport.send(operation, input, options);
    if (operation.effect === 'ends' && input['keep_current'] !== true) return this.#logOut(operation, input, options);
    return this.#sendRenewed(operation, input, options);
  }

  async accessToken({ signal, insteadOf }: AccessTokenOptions): Promise<string> {
    const kept = await this.#renewal.current(signal);
    if (kept === undefined) throw new SessionEnded({ operation: 'accessToken' });
    if (kept.access_token !== insteadOf) return kept.access_token;
    return (await this.#renewal.insteadOf(kept, signal)).access_token;
  }

  /** With a token that is good now; if it is refused nevertheless, once more with another. */
  async #sendRenewed(operation: Operation, input: Input, options: CallOptions): Promise<unknown> {
    const kept = await this.#renewal.current(options.signal);
    try {
      return await this.#transport.send(operation, input, { ...options, ...bearing(kept) });
    } catch (error) {
      // Refused before anything was done, so that this is safe for any operation.
      if (kept === undefined || !isProblem(error, 'invalid_token')) throw error;
    }
    const renewed = await this.#renewal.insteadOf(kept, options.signal);
    return this.#transport.send(operation, input, { ...options, ...bearing(renewed) });
  }

  async #logIn(input: Input, options: CallOptions): Promise<unknown> {
    const now = Date.now();
    const answer = (await this.#transport.send(LOGIN, input, options)) as TokenResponse;
    await this.#renewal.begin(tokensOf(answer, now));
    return answer;
  }

  async #refresh({ signal }: CallOptions): Promise<void> {
    const kept = await this.#renewal.current(signal);
    if (kept === undefined) throw new SessionEnded({ operation: 'refresh' });
    await this.#renewal.insteadOf(kept, signal);
  }

  async #logOut(operation: Operation, input: Input, options: CallOptions): Promise<unknown> {
    const kept = await this.#renewal.current(options.signal).catch(unlessOver);
    const answer = await this.#sendRenewed(operation, input, options).catch(unlessOver);
    await this.#renewal.end(({ session_id }) => session_id === kept?.session_id);
    return answer;
  }

  async #exchange(kept: Tokens | undefined): Promise<Tokens> {
    const now = Date.now();
    try {
      const { refresh_token } = kept ?? {};
      return tokensOf((await this.#transport.send(REFRESH, { refresh_token }, WITHIN_GRACE)) as TokenResponse, now);
    } catch (error) {
      throw refreshError(error);
    }
  }
}

/** What is over already need not be ended. */
export function unlessOver(error: unknown): undefined {
  if (error instanceof SessionEnded || isProblem(error, 'token_missing', 'invalid_token')) return undefined;
  throw error;
}

/** A refresh that is refused for what it is will always be; anything else may pass. */
export function refreshError(error: unknown): Error {
  const isFinal = error instanceof ProblemError && (error.status === 400 || error.status === 401);
  const options = { operation: 'refresh', cause: error };
  if (isFinal) return new SessionEnded(options);
  const retryAfterMs = error instanceof ProblemError ? error.retryAfterMs : undefined;
  return new RefreshFailed({ ...options, retryAfterMs });
}

/** @param asked when the request was sent: the life is counted from before it began */
function tokensOf({ access_token, refresh_token, session_id, expires_in }: TokenResponse, asked: number): Tokens {
  return { access_token, refresh_token, session_id, expires_in, expires_at: asked + expires_in * 1000 };
}

function bearing(kept: { readonly access_token: string } | undefined): { headers?: Record<string, string> } {
  return kept === undefined ? {} : { headers: { authorization: `Bearer ${kept.access_token}` } };
}
