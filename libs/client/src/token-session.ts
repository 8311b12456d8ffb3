import type { CallOptions } from './call-options.js';
import type { AccessTokenOptions, Caller, CallerOf } from './caller.js';
import { isProblem, ProblemError, RefreshFailed, SessionEnded, type StoreFailed } from './errors.js';
import { SteppedUpToken as RAISED, TokenResponse as CHECK } from './generated/checks.js';
import { refresh } from './generated/operations.js';
import type { SteppedUpToken, TokenResponse } from './generated/types.js';
import { logIn } from './log-in.js';
import type { Input, Operation } from './operation.js';
import { Renewal } from './renewal.js';
import type { SecondFactorOptions } from './second-factor.js';
import { StepUps } from './step-ups.js';
import { type Store, TOKENS, type Tokens } from './store.js';
import type { Transport } from './transport.js';

export interface TokenSessionOptions extends SecondFactorOptions {
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

/**
 * A used refresh token is answered alike for ten seconds after its first use, so an answer that was lost can be had again:
 * within that time a refresh may be repeated. Three attempts of three seconds fit in.
 */
const REFRESH: Operation = { ...refresh, results: { 200: CHECK }, repeatable: true };
export const WITHIN_GRACE = { timeoutMs: 3000, withinMs: 8000 };

class TokenSession implements Caller {
  readonly #transport: Transport;
  readonly #options: SecondFactorOptions;
  readonly #renewal: Renewal<Tokens>;
  readonly #stepUps: StepUps;

  constructor(transport: Transport, { store, onSessionEnded, onRefreshFailed, ...options }: TokenSessionOptions) {
    this.#transport = transport;
    this.#options = options;
    this.#stepUps = new StepUps(options, (operation, input) => this.call(operation, input, {}));
    this.#renewal = new Renewal({
      store,
      check: TOKENS,
      exchange: kept => this.#exchange(kept),
      onEnded: onSessionEnded,
      onFailed: onRefreshFailed,
    });
  }

  async call(operation: Operation, input: Input, options: CallOptions): Promise<unknown> {
    if (operation.effect === 'begins') return this.#logIn(operation, input, options);
    if (operation.effect === 'completes') return this.#begin(operation, input, options);
    if (operation.effect === 'raises') return this.#raise(operation, input, options);
    if (operation.effect === 'renews') return this.#refresh(options);
    if (operation.by !== 'caller') return this.#transport.send(operation, input, options);
    if (operation.effect === 'ends' && input['keep_current'] !== true) return this.#logOut(operation, input, options);
    return this.#stepUps.confirmed(() => this.#sendRenewed(operation, input, options), options.signal);
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

  #logIn(operation: Operation, input: Input, options: CallOptions): Promise<unknown> {
    const begin = this.#begin.bind(this);
    return logIn({ transport: this.#transport, ask: this.#options.onSecondFactor, begin }, operation, input, options);
  }

  /** Whatever else the operation may answer to browsers, tokens are expected. */
  async #begin(operation: Operation, input: Input, options: CallOptions): Promise<unknown> {
    const now = Date.now();
    const answer = await this.#transport.send({ ...operation, results: { 200: CHECK } }, input, options);
    await this.#renewal.begin(tokensOf(answer as TokenResponse, now));
    return answer;
  }

  /** The session goes on with another access token; its refresh token stays. */
  async #raise(operation: Operation, input: Input, options: CallOptions): Promise<unknown> {
    const now = Date.now();
    const sent = { ...operation, results: { 200: RAISED } };
    const answer = (await this.#sendRenewed(sent, input, options)) as SteppedUpToken;
    const { access_token, expires_in, session_id } = answer;
    const raised = { access_token, expires_in, expires_at: now + expires_in * 1000 };
    await this.#renewal.change(kept => (kept.session_id === session_id ? { ...kept, ...raised } : kept));
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
    await this.#renewal.change(now => (now.session_id === kept?.session_id ? undefined : now));
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
