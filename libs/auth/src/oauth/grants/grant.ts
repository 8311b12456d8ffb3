import type { RequestSource } from '#libs/platform';
import type { OAuthClient } from '../oauth-client.js';
import type { FieldRule, OAuthForm } from '../oauth-form.js';

/** A successful answer of the token endpoint (RFC 6749 §5.1). */
export interface GrantedTokens {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  readonly expires_in: number;
  readonly refresh_token?: string;
  readonly id_token?: string;
  readonly scope?: string;
  readonly session_id?: string;
  readonly device_token?: string;
}

/** A request for tokens, from a client that has been identified. */
export interface TokenRequest {
  readonly client: OAuthClient;
  readonly form: OAuthForm;
  readonly source: RequestSource;
}

/** One way to get tokens (RFC 6749 §1.3). */
export interface Grant {
  /** The value of `grant_type`. */
  readonly type: string;
  /** Whether this deployment allows the grant. */
  readonly isOn: boolean;
  /** @throws DomainError with one of the codes of RFC 6749 §5.2 */
  execute(request: TokenRequest): Promise<GrantedTokens> | GrantedTokens;
}

/** A parameter that one grant takes: its form, and what the API document says of it. */
export interface GrantField extends FieldRule {
  readonly description: string;
  readonly format?: 'password';
}

/** What a grant declares before there is an instance of it: limits, forms and the API document read it. */
export interface GrantKind {
  readonly type: string;
  /** The parameters that this grant takes beside those of every token request. */
  readonly fields: Readonly<Record<string, GrantField>>;
  /** The parameters that a request for this grant cannot leave out. */
  readonly needs: readonly string[];
  /** Whether its proof can be guessed, as a password can. It may then be tried as rarely as a login. */
  readonly isGuessable: boolean;
}

/** The class of a grant. Nest makes the one instance of it. */
export interface GrantClass {
  new (...dependencies: never[]): Grant;
  readonly kind: GrantKind;
}
