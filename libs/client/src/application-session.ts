import { askToLogIn, type AuthorizationOptions, LoginRefused, readAnswer } from './authorization-request.js';
import type { BrowserStorage } from './browser-store.js';
import type { AccessTokenOptions } from './caller.js';
import type { Check } from './check.js';
import { isProblem, OAuthError, RefreshFailed, SessionEnded, type StoreFailed } from './errors.js';
import { getUserinfo, requestToken } from './generated/operations.js';
import type { GrantedTokenResponse, PersonInfo } from './generated/types.js';
import type { Operation } from './operation.js';
import { Renewal } from './renewal.js';
import { memoryStore, type Store, TOKENS, type Tokens } from './store.js';
import { WITHIN_GRACE } from './token-session.js';
import { Transport, type TransportOptions } from './transport.js';

/** The tokens of an application, and the ID token by which it asks for a logout. */
export interface ApplicationTokens extends Tokens {
  readonly id_token: string;
}

export interface ApplicationOptions extends AuthorizationOptions, TransportOptions {
  /** Where the tokens are kept. Default: in memory, so that a reload goes to Gatehouse and, while one is logged in there, straight back. */
  readonly store?: Store<ApplicationTokens> | undefined;
  /** Where a login that is under way is remembered. Default: `sessionStorage`. */
  readonly pending?: BrowserStorage | undefined;
  /** Called once when a login that was in use is over, whoever ended it. */
  readonly onSessionEnded?: (ended: SessionEnded) => void;
  /** Called once for each refresh that failed for a reason that may pass. */
  readonly onRefreshFailed?: (error: RefreshFailed | StoreFailed) => void;
}

const CHECK: Check = ['and', TOKENS, { id_token: 'string' }];
/** A used refresh token is answered alike for ten seconds. */
const REFRESH: Operation = { ...requestToken, repeatable: true };

/**
 * An application without a server that people log in with: a page, registered with the kind `browser`. It keeps its tokens alive as
 * `tokenSession` does, and `authorizedFetch` takes it as a client.
 */
export class ApplicationSession {
  readonly #options: ApplicationOptions;
  readonly #transport: Transport;
  readonly #renewal: Renewal<ApplicationTokens>;

  constructor(options: ApplicationOptions) {
    this.#options = options;
    this.#transport = new Transport(options);
    this.#renewal = new Renewal({
      store: options.store ?? memoryStore<ApplicationTokens>(),
      check: CHECK,
      exchange: kept => this.#refresh(kept),
      onEnded: options.onSessionEnded,
      onFailed: options.onRefreshFailed,
    });
  }

  /** @param more such as `prompt`, `login_hint`, `max_age` @returns where to send the browser */
  loginAddress(more: Readonly<Record<string, string>> = {}): Promise<string> {
    return askToLogIn(this.#options, this.#pending, more);
  }

  /**
   * Takes up the address with which the browser has come back to `redirect_uri`.
   * @throws LoginRefused; OAuthError if the code is good no more
   */
  async finishLogin(address: string): Promise<void> {
    const { code, verifier, nonce } = readAnswer(this.#options, this.#pending, address);
    const { client_id, redirect_uri } = this.#options;
    const form = { grant_type: 'authorization_code', client_id, redirect_uri, code, code_verifier: verifier };
    const tokens = await this.#tokensBy(requestToken, form, undefined);
    this.#assertMeant(tokens.id_token, nonce);
    await this.#renewal.begin(tokens);
  }

  /** Whether somebody is logged in, as far as is known here. */
  async isLoggedIn({ signal }: AccessTokenOptions = {}): Promise<boolean> {
    return (await this.#renewal.current(signal)) !== undefined;
  }

  /** A token that is good now. @throws SessionEnded */
  async accessToken({ signal, insteadOf }: AccessTokenOptions = {}): Promise<string> {
    const kept = await this.#renewal.current(signal);
    if (kept === undefined) throw new SessionEnded({ operation: 'accessToken' });
    if (kept.access_token !== insteadOf) return kept.access_token;
    return (await this.#renewal.insteadOf(kept, signal)).access_token;
  }

  /** Who has logged in, as far as they let the application know. @throws SessionEnded */
  async userinfo(options: AccessTokenOptions = {}): Promise<PersonInfo> {
    const ask = async (token: string): Promise<PersonInfo> =>
      (await this.#transport.send(
        getUserinfo,
        {},
        {
          ...{ signal: options.signal, headers: { authorization: `Bearer ${token}` } },
        },
      )) as PersonInfo;
    const token = await this.accessToken(options);
    try {
      return await ask(token);
    } catch (error) {
      if (!isProblem(error, 'invalid_token')) throw error;
    }
    return ask(await this.accessToken({ ...options, insteadOf: token }));
  }

  /** Forgets the login. @param post_logout_redirect_uri one that is registered @returns where to send the browser, to log out there */
  async logoutAddress(post_logout_redirect_uri?: string): Promise<string> {
    const { url, client_id } = this.#options;
    let id_token_hint: string | undefined;
    await this.#renewal.change(kept => {
      id_token_hint = kept.id_token;
      return undefined;
    });
    const given = { client_id, id_token_hint, post_logout_redirect_uri };
    const query = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return `${url}/oauth/end-session?${new URLSearchParams(query).toString()}`;
  }

  get #pending(): BrowserStorage {
    const { sessionStorage } = globalThis as { sessionStorage?: BrowserStorage };
    const pending = this.#options.pending ?? sessionStorage;
    if (pending === undefined) throw new TypeError('there is no sessionStorage here: pending is needed');
    return pending;
  }

  async #refresh(kept: ApplicationTokens | undefined): Promise<ApplicationTokens> {
    const operation = 'refresh';
    if (kept === undefined) throw new SessionEnded({ operation });
    const { client_id } = this.#options;
    const { refresh_token } = kept;
    try {
      return await this.#tokensBy(REFRESH, { grant_type: 'refresh_token', client_id, refresh_token }, kept);
    } catch (cause) {
      const isFinal = cause instanceof OAuthError && (cause.status === 400 || cause.status === 401);
      throw isFinal ? new SessionEnded({ operation, cause }) : new RefreshFailed({ operation, cause });
    }
  }

  async #tokensBy(operation: Operation, form: object, kept: ApplicationTokens | undefined): Promise<ApplicationTokens> {
    const now = Date.now();
    const sending = operation === REFRESH ? WITHIN_GRACE : {};
    const answer = (await this.#transport.send(operation, { ...form }, sending)) as GrantedTokenResponse;
    const { access_token, expires_in, refresh_token = '', session_id = '', id_token = kept?.id_token ?? '' } = answer;
    return { access_token, refresh_token, session_id, id_token, expires_in, expires_at: now + expires_in * 1000 };
  }

  /** It has come from the service itself, so what is left to see is whether it answers this login (OpenID Connect Core §3.1.3.7). */
  #assertMeant(idToken: string, nonce: string): void {
    const { url, client_id } = this.#options;
    const claims = claimsIn(idToken);
    if (claims['iss'] === url && claims['aud'] === client_id && claims['nonce'] === nonce) return;
    throw new LoginRefused('unknown_answer', 'The ID token is not for this login.');
  }
}

function claimsIn(token: string): Record<string, unknown> {
  const [, payload = ''] = token.split('.');
  const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), one => one.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
}
