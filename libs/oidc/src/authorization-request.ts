/** What an application may ask for (OpenID Connect Core §5.4, §11); `roles` is ours. */
export const OIDC_SCOPES = ['openid', 'profile', 'email', 'roles', 'offline_access'] as const;

export type OidcScope = (typeof OIDC_SCOPES)[number];

export const RESPONSE_MODES = ['query', 'form_post'] as const;

export type ResponseMode = (typeof RESPONSE_MODES)[number];

/**
 * Where the log-in page may send a form, as a Content-Security-Policy says it. That has no way to say `http://[::1]`: no address of IPv6 matches in one
 * (CSP 3 §6.7.2.8), and `http:` would be anywhere. A scheme of an app's own takes no forms.
 */
export const FORM_TARGETS = ['https:', 'http://127.0.0.1:*', 'http://localhost:*'] as const;

/** Whether an answer could go to this address by `form_post`. */
export function takesForms(uri: string): boolean {
  const { protocol, hostname } = new URL(uri);
  return FORM_TARGETS.some(one => one === protocol || one === `${protocol}//${hostname}:*`);
}

/** Where the answer of an authorization goes, and what goes along with any answer. */
export interface AnswerAddress {
  readonly redirect_uri: string;
  readonly response_mode: ResponseMode;
  readonly state: string | null;
}

/** What an application asks for when it sends somebody here to log in: found to be whole (OpenID Connect Core §3.1.2.1). */
export interface AuthorizationRequest extends AnswerAddress {
  readonly client_id: string;
  readonly scope: readonly OidcScope[];
  /** Of the code verifier (RFC 7636 §4.2), by S256. */
  readonly code_challenge: string;
  readonly nonce: string | null;
  /** Nobody may be asked anything. */
  readonly silent: boolean;
  /** The person has to be asked for consent, whatever they said before. */
  readonly asks_consent: boolean;
  /** The proof of who they are may be so many seconds older than the request; null: it may be of any age. */
  readonly max_age: number | null;
  /** A second factor is wanted of who has one. */
  readonly wants_mfa: boolean;
  readonly login_hint: string | null;
  /** Who has to be there; null: anybody. */
  readonly subject: string | null;
  /** What the access token is to be meant for; null: all that the application may have. */
  readonly audience: readonly string[] | null;
}
