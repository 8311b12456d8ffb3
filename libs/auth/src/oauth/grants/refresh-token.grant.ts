import { Injectable } from '@nestjs/common';
import { Audiences } from '#libs/tokens';
import { RefreshSession } from '../../sign-in/refresh-session.js';
import { VISIBLE } from '../oauth-form.js';
import type { Grant, GrantedTokens, GrantKind, TokenRequest } from './grant.js';
import { allowedAudiences, assertNoScope, grantedPair, sessionClient } from './tokens-of-people.js';

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
  ) {}

  async execute({ client, form, source }: TokenRequest): Promise<GrantedTokens> {
    assertNoScope(form);
    const token = form.required('refresh_token');
    const allowed = allowedAudiences(client, this.audiences);
    const audience = this.audiences.narrow(form.audience, allowed);
    const attempt = { token, client: sessionClient(client), audience, allowed };
    return grantedPair(await this.refreshSession.execute(attempt, source));
  }
}
