import { Injectable } from '@nestjs/common';
import { DomainError } from '#libs/platform';
import { AccessTokens, Audiences } from '#libs/tokens';
import type { Grant, GrantedTokens, GrantKind, TokenRequest } from './grant.js';

/** Gives a service a token of its own (RFC 6749 §4.4), and no refresh token. */
@Injectable()
export class ClientCredentialsGrant implements Grant {
  static readonly kind: GrantKind = { type: 'client_credentials', fields: {}, needs: [], isGuessable: false };
  readonly type = ClientCredentialsGrant.kind.type;
  readonly isOn = true;

  constructor(
    private readonly accessTokens: AccessTokens,
    private readonly audiences: Audiences,
  ) {}

  execute({ client, form }: TokenRequest): GrantedTokens {
    if (client.kind !== 'service')
      throw new DomainError(client.kind === 'web' ? 'unauthorized_client' : 'invalid_client');
    const { id, scopes, audiences, epoch, read_at } = client;
    const asked = form.words('scope') ?? scopes;
    if (asked.some(scope => !scopes.includes(scope))) throw new DomainError('invalid_scope');
    const granted = scopes.filter(scope => asked.includes(scope));
    const audience = this.audiences.narrow(form.audience, audiences) ?? audiences;
    const { token, expires_in } = this.accessTokens.signForClient({
      client_id: id,
      audience,
      scopes: granted,
      epoch,
      read_at,
    });
    // RFC 6749 §3.3 does not allow an empty `scope`.
    const scope = granted.length > 0 ? { scope: granted.join(' ') } : {};
    return { access_token: token, token_type: 'Bearer', expires_in, ...scope };
  }
}
