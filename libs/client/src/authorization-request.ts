import type { BrowserStorage } from './browser-store.js';

/** What is remembered of a login while the browser is away at Gatehouse. */
interface Pending {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface AuthorizationOptions {
  /** As Gatehouse calls itself: `GATEHOUSE_ISSUER`. */
  readonly url: string;
  readonly client_id: string;
  /** Exactly as it is registered. */
  readonly redirect_uri: string;
  /** What is asked for beside `openid`. */
  readonly scope?: readonly string[] | undefined;
}

/** What the answer of a login brings. */
export interface AuthorizationAnswer {
  readonly code: string;
  readonly verifier: string;
  readonly nonce: string;
}

/** The login did not come about, or its answer is none to what was asked. */
export class LoginRefused extends Error {
  /** @param code as OAuth has it, such as `access_denied`; `unknown_answer` for what nobody here has asked */
  constructor(
    readonly code: string,
    description?: string | null,
  ) {
    super(description ?? code);
    this.name = 'LoginRefused';
  }
}

/** Remembers a request, and makes the address where somebody logs in (RFC 6749 §4.1.1 with PKCE, RFC 7636). */
export async function askToLogIn(
  { url, client_id, redirect_uri, scope = [] }: AuthorizationOptions,
  storage: BrowserStorage,
  more: Readonly<Record<string, string>>,
): Promise<string> {
  const pending: Pending = { state: random(), nonce: random(), verifier: random() };
  storage.setItem(keyOf(client_id), JSON.stringify(pending));
  const { state, nonce, verifier } = pending;
  const query = {
    ...more,
    ...{ response_type: 'code', client_id, redirect_uri, scope: ['openid', ...scope].join(' ') },
    ...{ state, nonce, code_challenge: await challengeOf(verifier), code_challenge_method: 'S256' },
  };
  return `${url}/oauth/authorize?${new URLSearchParams(query).toString()}`;
}

/**
 * Reads the address with which the browser has come back. Whatever it says, the request is forgotten: an answer counts once.
 * @throws LoginRefused
 */
export function readAnswer(
  { url, client_id }: AuthorizationOptions,
  storage: BrowserStorage,
  address: string,
): AuthorizationAnswer {
  const told = new URL(address).searchParams;
  const kept = storage.getItem(keyOf(client_id));
  storage.removeItem(keyOf(client_id));
  const pending = kept === null ? undefined : (JSON.parse(kept) as Pending);
  // By `iss` it is seen that no other provider has answered (RFC 9207).
  if (pending === undefined || told.get('state') !== pending.state || told.get('iss') !== url) {
    throw new LoginRefused('unknown_answer', 'This is no answer to a login that has begun here.');
  }
  const code = told.get('code');
  if (code === null) throw new LoginRefused(told.get('error') ?? 'unknown_answer', told.get('error_description'));
  return { code, verifier: pending.verifier, nonce: pending.nonce };
}

const keyOf = (client_id: string): string => `gatehouse login ${client_id}`;

function random(): string {
  // eslint-disable-next-line no-restricted-globals -- browsers have no node:crypto; this is theirs
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

async function challengeOf(verifier: string): Promise<string> {
  // eslint-disable-next-line no-restricted-globals -- browsers have no node:crypto; this is theirs
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
