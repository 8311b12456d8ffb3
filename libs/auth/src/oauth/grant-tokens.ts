import { Injectable } from '@nestjs/common';
import { Config, DomainError, type RequestSource } from '#libs/platform';
import { AccessTokens, Audiences } from '#libs/tokens';
import { FIRST_PARTY, type SessionClient } from '../sign-in/session-client.js';
import type { TokenPair } from '../sign-in/session-tokens.js';
import { Login } from '../sign-in/login.js';
import { RefreshSession } from '../sign-in/refresh-session.js';
import type { OAuthClient } from './oauth-client.js';
import type { OAuthForm } from './oauth-form.js';

/** A successful answer of the token endpoint (RFC 6749 §5.1). */
export interface GrantedTokens {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  readonly expires_in: number;
  readonly refresh_token?: string;
  readonly scope?: string;
  readonly session_id?: string;
}

type Grant = (client: OAuthClient, form: OAuthForm, source: RequestSource) => Promise<GrantedTokens> | GrantedTokens;

/** The grants of the token endpoint. */
@Injectable()
export class GrantTokens {
  private readonly grants: ReadonlyMap<string, Grant>;

  constructor(
    config: Config,
    private readonly accessTokens: AccessTokens,
    private readonly audiences: Audiences,
    private readonly login: Login,
    private readonly refreshSession: RefreshSession,
  ) {
    const grants: [string, Grant][] = [
      ['client_credentials', (client, form) => this.byClientCredentials(client, form)],
      ['refresh_token', (client, form, source) => this.byRefreshToken(client, form, source)],
      ['password', (client, form, source) => this.byPassword(client, form, source)],
    ];
    this.grants = new Map(grants.filter(([type]) => type !== 'password' || config.passwordGrant === 'on'));
  }

  /** The grant types that are switched on. */
  get types(): string[] {
    return [...this.grants.keys()];
  }

  /** @throws DomainError with one of the codes of RFC 6749 §5.2 */
  async execute(client: OAuthClient, form: OAuthForm, source: RequestSource): Promise<GrantedTokens> {
    const grant = this.grants.get(form.required('grant_type'));
    if (grant === undefined) throw new DomainError('unsupported_grant_type');
    return grant(client, form, source);
  }

  /** RFC 6749 §4.4: no refresh token. */
  private byClientCredentials(client: OAuthClient, form: OAuthForm): GrantedTokens {
    if (client.kind !== 'service') throw new DomainError('invalid_client');
    const { id, scopes, audiences, epoch, read_at } = client.service;
    const asked = form.words('scope') ?? scopes;
    if (asked.some(scope => !scopes.includes(scope))) throw new DomainError('invalid_scope');
    const granted = scopes.filter(scope => asked.includes(scope));
    const audience = this.audiences.narrow(audienceIn(form), audiences) ?? audiences;
    const { token, expires_in } = this.accessTokens.signForClient({
      client_id: id,
      audience,
      scopes: granted,
      epoch,
      read_at,
    });
    // An empty `scope` would not be one (RFC 6749 §3.3).
    const scope = granted.length > 0 ? { scope: granted.join(' ') } : {};
    return { access_token: token, token_type: 'Bearer', expires_in, ...scope };
  }

  /** RFC 6749 §6. */
  private async byRefreshToken(client: OAuthClient, form: OAuthForm, source: RequestSource): Promise<GrantedTokens> {
    if (form.words('scope')?.length) throw new DomainError('invalid_scope');
    const token = form.required('refresh_token');
    const allowed = this.allowed(client);
    const audience = this.audiences.narrow(audienceIn(form), allowed);
    return granted(
      await this.refreshSession.execute({ token, client: sessionClient(client), audience, allowed }, source),
    );
  }

  /** RFC 6749 §4.3, for development: RFC 9700 §2.4 forbids it elsewhere. */
  private async byPassword(client: OAuthClient, form: OAuthForm, source: RequestSource): Promise<GrantedTokens> {
    if (form.words('scope')?.length) throw new DomainError('invalid_scope');
    const [email, password] = [form.required('username'), form.required('password')];
    const asked = this.audiences.narrow(audienceIn(form), this.allowed(client));
    // People's tokens that a service got are meant for that service alone.
    const audience = asked ?? (client.kind === 'service' ? client.service.audiences : null);
    return granted(
      await this.login.byPassword({ email, password }, { client: sessionClient(client), audience }, source),
    );
  }

  private allowed(client: OAuthClient): readonly string[] {
    return client.kind === 'service' ? client.service.audiences : this.audiences.all;
  }
}

const sessionClient = (client: OAuthClient): SessionClient =>
  client.kind === 'service' ? { id: client.id, standing: client.service } : FIRST_PARTY;

/** `audience` as it is commonly used, or `resource` (RFC 8707): audiences with spaces between. */
function audienceIn(form: OAuthForm): string[] | undefined {
  return form.words('audience') ?? form.words('resource');
}

function granted({ session_expires_in: _, ...pair }: TokenPair): GrantedTokens {
  return { token_type: 'Bearer', ...pair };
}
