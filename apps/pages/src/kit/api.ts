import type { CookieSession, CsrfToken, PasskeyRequest } from '#libs/client';
import type { FactorAnswer } from './factor-answer.js';
import type { PasskeyAnswer } from './passkey.js';
import { Problem } from './problem.js';

/** Why a page has no session any more: it was ended, or this page ended it, or it is another one now. */
export type SessionEnd = 'over' | 'logged-out' | 'another';

interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** The version that was seen: where it is another one by now, nothing is changed. */
  readonly version?: number | undefined;
  /** Whether the answer brings cookies. */
  readonly setsCookies?: boolean;
}

/** Whoever changes the cookies is one at a time of all tabs: a refresh token is good once. */
const COOKIES_LOCK = 'gatehouse-cookies';
/** What the service says where the session is over. */
const OVER = ['token_missing', 'invalid_token'];
/** What it says to a refresh then, or where there is no refresh cookie any more. */
const CANNOT_REFRESH = ['invalid_grant', 'validation_failed', ...OVER];
/**
 * After what a refresh is tried. A CSRF token that is another session's than the cookies is refused at the refresh too, which
 * settles it: nothing is done in a name that nobody sees here.
 */
const REFRESHABLE = [...OVER, 'csrf_token_invalid'];
/** The news between the tabs of one browser. They say that something happened, and nothing of what. */
const NEWS = 'gatehouse';

/**
 * The service as these pages call it. The session is in cookies that no script can read; what the page holds is a CSRF
 * token, in memory. A session whose access token has expired goes on by a refresh, once for all tabs.
 */
export class Api {
  private csrfToken: string | undefined;
  /** By this page's clock. */
  private refreshedAt = -1;
  private readonly news = new BroadcastChannel(NEWS);

  /** Asked when a session is gone or another one; the page then begins anew. */
  onSessionEnd: (end: SessionEnd) => void = () => undefined;
  /** Asked when something needs a fresh proof of who is there. @returns whether there was one, in the same session */
  confirmIdentity: () => Promise<boolean> = () => Promise.resolve(false);

  constructor() {
    this.news.addEventListener('message', ({ data }) => {
      if (data === 'refreshed') this.refreshedAt = performance.now();
      if (data === 'another') this.end('another');
      if (data === 'logged-out') this.end('logged-out');
    });
  }

  /** Takes the session up that the browser's cookies belong to. @returns whether there is one */
  async resume(): Promise<boolean> {
    try {
      this.csrfToken = (
        await this.expect<CsrfToken>(await this.send({ method: 'GET', path: '/v1/auth/csrf' }))
      ).csrf_token;
      return true;
    } catch (error) {
      if (error instanceof Problem && error.status === 401) return false;
      throw error;
    }
  }

  /** @throws Problem `second_factor_required` with how it goes on, and others */
  logIn(email: string, password: string): Promise<void> {
    return this.enter('/v1/auth/login', { email, password, transport: 'cookie' });
  }

  /** The second step. @throws Problem */
  showFactor(login_ticket: string, answer: FactorAnswer): Promise<void> {
    return this.enter('/v1/auth/login/factor', { login_ticket, ...answer });
  }

  /** What a passkey is to sign, of whomever. Nobody is logged in, so whatever comes of it ends no session. @throws Problem */
  passkeyLogin(): Promise<PasskeyRequest> {
    return this.once({ method: 'POST', path: '/v1/auth/login/passkey/options' });
  }

  /** @throws Problem */
  logInByPasskey(answer: PasskeyAnswer): Promise<void> {
    return this.enter('/v1/auth/login/passkey', { ...answer, transport: 'cookie' });
  }

  /** Shows anew who is there; the session goes on. @throws Problem */
  async stepUp(shown: FactorAnswer | { readonly current_password: string }): Promise<void> {
    await this.call({ method: 'POST', path: '/v1/auth/step-up', body: shown, setsCookies: true });
  }

  /** Also where the session is over already: then its cookies go. */
  async logOut(): Promise<void> {
    await this.alone(async () => this.expect(await this.send({ method: 'POST', path: '/v1/auth/logout' })));
    this.news.postMessage('logged-out');
    this.end('logged-out');
  }

  /** @throws Problem */
  read<T>(path: string, query: Readonly<Record<string, string | undefined>> = {}): Promise<T> {
    const filled = Object.entries(query).filter((entry): entry is [string, string] => (entry[1] ?? '') !== '');
    const search = new URLSearchParams(filled).toString();
    return this.call<T>({ method: 'GET', path: search === '' ? path : `${path}?${search}` });
  }

  /** @throws Problem */
  change<T = void>(method: Exclude<Call['method'], 'GET'>, path: string, body?: unknown, version?: number): Promise<T> {
    return this.call<T>({ method, path, body, version });
  }

  /** Any way in. @throws Problem `second_factor_required` with how it goes on, and others */
  async enter(path: string, body: object): Promise<void> {
    // Not while a refresh is under way: its late answer would put the cookies of the old session over the new ones.
    await this.alone(async () => {
      const response = await this.send({ method: 'POST', path, body });
      this.csrfToken = (await this.expect<CookieSession>(response)).csrf_token;
    });
    this.news.postMessage('another');
  }

  private async call<T>(call: Call): Promise<T> {
    const sentAt = performance.now();
    try {
      return await this.confirmed<T>(call);
    } catch (error) {
      if (!(error instanceof Problem && REFRESHABLE.includes(error.code))) throw error;
      await this.refresh(sentAt);
      return this.again<T>(call);
    }
  }

  /** Where the service wants to know anew who is there, that is asked, and the request is repeated. */
  private async confirmed<T>(call: Call): Promise<T> {
    try {
      return await this.once<T>(call);
    } catch (error) {
      const isUnsure = error instanceof Problem && error.code === 'insufficient_user_authentication';
      if (!isUnsure || !(await this.confirmIdentity())) throw error;
      return this.once<T>(call);
    }
  }

  private async once<T>(call: Call): Promise<T> {
    const send = (): Promise<Response> => this.send(call);
    return this.expect<T>(await (call.setsCookies === true ? this.alone(send) : send()));
  }

  /** Once, whatever comes of it. */
  private async again<T>(call: Call): Promise<T> {
    try {
      return await this.confirmed<T>(call);
    } catch (error) {
      this.endAfter(error, OVER);
      throw error;
    }
  }

  private async refresh(sentAt: number): Promise<void> {
    await this.alone(async () => {
      // Another tab, or another request of this one, was faster.
      if (this.refreshedAt > sentAt) return;
      try {
        const response = await this.send({ method: 'POST', path: '/v1/auth/refresh' });
        this.csrfToken = (await this.expect<CookieSession>(response)).csrf_token;
      } catch (error) {
        this.endAfter(error, CANNOT_REFRESH);
        throw error;
      }
      this.refreshedAt = performance.now();
      this.news.postMessage('refreshed');
    });
  }

  /** Of all tabs. */
  private alone<T>(work: () => Promise<T>): Promise<T> {
    return navigator.locks.request(COOKIES_LOCK, work);
  }

  /** A service that is not there, or busy, ends no session. */
  private endAfter(error: unknown, over: readonly string[]): void {
    if (!(error instanceof Problem)) return;
    if (error.code === 'csrf_token_invalid') this.end('another');
    else if (over.includes(error.code)) this.end('over');
  }

  private end(end: SessionEnd): void {
    this.csrfToken = undefined;
    this.onSessionEnd(end);
  }

  private async send({ method, path, body, version }: Call): Promise<Response> {
    const headers = new Headers();
    if (body !== undefined) headers.set('content-type', 'application/json');
    if (method !== 'GET' && this.csrfToken !== undefined) headers.set('x-csrf-token', this.csrfToken);
    if (version !== undefined) headers.set('if-match', `"${version}"`);
    try {
      // Beside the page, wherever that is: the service may be served below a path.
      return await fetch(`.${path}`, {
        method,
        headers,
        cache: 'no-store',
        redirect: 'error',
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    } catch {
      throw Problem.unreachable();
    }
  }

  private async expect<T = void>(response: Response): Promise<T> {
    if (!response.ok) throw await Problem.of(response);
    const text = await response.text();
    // A 202 may have no body, as a 204 has none.
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}
