import { Injectable } from '@nestjs/common';
import { OIDC_SCOPES } from '#libs/oidc';
import { DomainError } from '#libs/platform';
import { Audiences } from '#libs/tokens';
import { TellApplication } from '../../openid/tell-application.js';
import { RefreshSession } from '../../sign-in/refresh-session.js';
import { type OAuthForm, VISIBLE } from '../oauth-form.js';
import type { Grant, GrantedTokens, GrantKind, TokenRequest } from './grant.js';
import {
  allowedAudiences,
  assertNoScope,
  grantedPair,
  grantedToApplication,
  isApplication,
  sessionClient,
} from './tokens-of-people.js';

/** Goes on with a person's session (RFC 6749 §6). */
@Injectable()
export class RefreshTokenGrant implements Grant {
  static readonly kind: GrantKind = {
    type: 'refresh_token',
    fields: { refresh_token: { description: 'For `refresh_token`.', pattern: VISIBLE, maxLength: 512 } },
    needs: ['refresh_token'],
    // The service finds out a forged refresh token by its MAC, before it asks the database.
    isGuessable: false,
  };
  readonly type = RefreshTokenGrant.kind.type;
  readonly isOn = true;

  constructor(
    private readonly audiences: Audiences,
    private readonly refreshSession: RefreshSession,
    private readonly tellApplication: TellApplication,
  ) {}

  async execute({ client, form, source }: TokenRequest): Promise<GrantedTokens> {
    if (isApplication(client)) assertKnownScopes(form);
    else assertNoScope(form);
    const token = form.required('refresh_token');
    const allowed = allowedAudiences(client, this.audiences);
    const audience = this.audiences.narrow(form.audience, allowed);
    const attempt = { token, client: sessionClient(client), audience, allowed };
    const pair = await this.refreshSession.execute(attempt, source);
    return isApplication(client)
      ? grantedToApplication(await this.tellApplication.execute(pair, null))
      : grantedPair(pair);
  }
}

/** It goes on with all that it was let in for, and the answer says so (RFC 6749 §3.3). */
function assertKnownScopes(form: OAuthForm): void {
  const known: readonly string[] = OIDC_SCOPES;
  if (form.words('scope')?.some(scope => !known.includes(scope)) === true) throw new DomainError('invalid_scope');
}
