import { browserStore } from './browser-store.js';
import type { CallOptions } from './call-options.js';
import type { Caller, CallerOf } from './caller.js';
import type { Check } from './check.js';
import { CsrfProtected } from './csrf.js';
import { isProblem, type RefreshFailed, SessionEnded, type StoreFailed } from './errors.js';
import { refresh } from './generated/operations.js';
import { logIn } from './log-in.js';
import type { Input, Operation } from './operation.js';
import { Renewal } from './renewal.js';
import type { SecondFactorOptions } from './second-factor.js';
import { StepUps } from './step-ups.js';
import type { Expiring, Store } from './store.js';
import { refreshError, unlessOver, WITHIN_GRACE } from './token-session.js';
import type { Transport } from './transport.js';
import { abortable } from './waiting.js';

/** What a page keeps of a login whose tokens are in cookies: nothing that is secret. */
export interface CookieMarks extends Expiring {
  readonly session_id: string;
}

export interface CookieSessionOptions extends SecondFactorOptions {
  /** Tells the tabs of each other's refreshes. Default: `browserStore({ key: 'gatehouse.session' })`. */
  readonly store?: Store<CookieMarks>;
  /** Called once when a login that was in use is over, whoever ended it. Not called for a logout through this client. */
  readonly onSessionEnded?: (ended: SessionEnded) => void;
  /**
   * Called once for each refresh that failed for a reason that may pass, however many calls wait for it: `RefreshFailed` if the
   * service or the way to it did, `StoreFailed` if the store did. The login goes on.
   */
  readonly onRefreshFailed?: (error: RefreshFailed | StoreFailed) => void;
}

interface CookieAnswer {
  readonly session_id: string;
  readonly expires_in: number;
  readonly csrf_token: string;
}

const MARKS: Check = { session_id: 'string', expires_in: 'number', expires_at: 'number' };
const ANSWER: Check = { session_id: 'string', expires_in: 'integer', csrf_token: 'string' };
const { bodyRequired: _, ...REFRESH_BY_COOKIE } = refresh;
const REFRESH: Operation = { ...REFRESH_BY_COOKIE, results: { 200: ANSWER }, repeatable: true };

/**
 * Calls in the name of a person who logs in with `login` in a browser, by cookies that no script can read. What changes
 * something carries a token against forged requests.
 */
export function cookieSession(options: CookieSessionOptions = {}): CallerOf {
  return transport => new CookieSession(transport, options);
}

class CookieSession implements Caller {
  readonly #transport: Transport;
  readonly #options: CookieSessionOptions;
  readonly #renewal: Renewal<CookieMarks>;
  readonly #csrf: CsrfProtected;
  readonly #stepUps: StepUps;

  constructor(transport: Transport, options: CookieSessionOptions) {
    const { store = browserStore<CookieMarks>({ key: 'gatehouse.session' }) } = options;
    this.#transport = transport;
    this.#options = options;
    this.#csrf = new CsrfProtected(transport);
    this.#stepUps = new StepUps(options, (operation, input) => this.call(operation, input, {}));
    this.#renewal = new Renewal({
      store,
      check: MARKS,
      exchange: kept => this.#exchange(kept),
      onEnded: options.onSessionEnded,
      onFailed: options.onRefreshFailed,
    });
  }

  async call(operation: Operation, given: Input, options: CallOptions): Promise<unknown> {
    const input = operation.choosesTransport === true ? { ...given, transport: 'cookie' } : given;
    if (operation.effect === 'begins') return this.#logIn(operation, input, options);
    if (operation.effect === 'completes') return this.#begin(operation, input, options);
    if (operation.effect === 'raises') return this.#raise(operation, input, options);
    if (operation.effect === 'renews') return this.#refresh(options);
    if (operation.choosesTransport === true) return this.#sendForCookies(operation, input, options);
    if (operation.by !== 'caller') return this.#transport.send(operation, input, options);
    if (operation.effect === 'ends' && input['keep_current'] !== true) return this.#logOut(operation, input, options);
    const send = (): Promise<unknown> => this.#csrf.send(operation, input, options);
    return this.#stepUps.confirmed(() => this.#sendRenewed(send, options), options.signal);
  }

  async accessToken(): Promise<string> {
    throw new TypeError('the tokens are in cookies, which no script can read');
  }

  async #sendRenewed(send: () => Promise<unknown>, { signal }: CallOptions): Promise<unknown> {
    const kept = await this.#renewal.current(signal);
    try {
      return await send();
    } catch (error) {
      // The browser drops the cookie of an access token that has expired: to the service, there is none.
      if (!isProblem(error, 'token_missing', 'invalid_token')) throw error;
      await this.#renewOr(error, kept, signal);
    }
    return send();
  }

  /** Whether somebody is logged in may be unknown: then a refresh tries it, and if it is refused, nobody was. */
  async #renewOr(refusal: Error, kept: CookieMarks | undefined, signal: AbortSignal | undefined): Promise<void> {
    try {
      await this.#renewal.insteadOf(kept, signal);
    } catch (error) {
      throw error instanceof NobodyLoggedIn ? refusal : error;
    }
  }

  #logIn(operation: Operation, input: Input, options: CallOptions): Promise<unknown> {
    const begin = this.#begin.bind(this);
    const steps = { transport: this.#transport, ask: this.#options.onSecondFactor, begin };
    return logIn(steps, operation, input, options);
  }

  /** No refresh goes on meanwhile: its answer might come later, and put the cookies of the old login over the new ones. */
  #begin(operation: Operation, input: Input, options: CallOptions): Promise<unknown> {
    const send = (): Promise<unknown> => this.#sendForCookies(answeredByCookie(operation), input, options);
    return abortable(this.#keepingMarks(send), options.signal);
  }

  /** Nothing of the login is sent along yet, and the cookies of the answer are kept. */
  #sendForCookies(operation: Operation, input: Input, options: CallOptions): Promise<unknown> {
    return this.#transport.send(operation, input, { ...options, credentials: 'include' });
  }

  /** The session goes on with another access cookie. */
  #raise(operation: Operation, input: Input, options: CallOptions): Promise<unknown> {
    const send = (): Promise<unknown> => this.#csrf.send(answeredByCookie(operation), input, options);
    return this.#sendRenewed(() => abortable(this.#keepingMarks(send), options.signal), options);
  }

  #keepingMarks(send: () => Promise<unknown>): Promise<unknown> {
    return this.#renewal.alone(async () => {
      const now = Date.now();
      const answer = await send();
      await this.#renewal.write(this.#take(answer as CookieAnswer, now));
      return answer;
    });
  }

  async #refresh({ signal }: CallOptions): Promise<void> {
    const kept = await this.#renewal.current(signal);
    await this.#renewOr(new SessionEnded({ operation: 'refresh' }), kept, signal);
  }

  /** Nor meanwhile: its cookies would outlast the logout. */
  async #logOut(operation: Operation, input: Input, options: CallOptions): Promise<unknown> {
    const forget = (): Promise<void> => {
      this.#csrf.learn(undefined);
      return this.#renewal.write(undefined);
    };
    const send = async (): Promise<unknown> => {
      const answer = await this.#csrf.send(operation, input, options);
      await forget();
      return answer;
    };
    const sendAlone = (): Promise<unknown> => abortable(this.#renewal.alone(send), options.signal);
    try {
      return await this.#sendRenewed(sendAlone, options);
    } catch (error) {
      unlessOver(error);
      return this.#renewal.alone(forget);
    }
  }

  async #exchange(kept: CookieMarks | undefined): Promise<CookieMarks> {
    const now = Date.now();
    try {
      return this.#take((await this.#csrf.send(REFRESH, {}, WITHIN_GRACE)) as CookieAnswer, now);
    } catch (error) {
      const failure = refreshError(error);
      if (failure instanceof SessionEnded && kept === undefined) throw new NobodyLoggedIn();
      throw failure;
    }
  }

  #take({ session_id, expires_in, csrf_token }: CookieAnswer, asked: number): CookieMarks {
    this.#csrf.learn(csrf_token);
    return { session_id, expires_in, expires_at: asked + expires_in * 1000 };
  }
}

const answeredByCookie = (operation: Operation): Operation => ({ ...operation, results: { 200: ANSWER } });

/** No login was known of, and there is none. */
class NobodyLoggedIn extends Error {}
