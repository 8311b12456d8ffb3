import { Injectable } from '@nestjs/common';
import type { RequestSource } from '#libs/platform';
import { RevokeToken } from '#libs/revocations';
import { judged } from '#libs/tokens';
import { AccessTokenVerifier } from '#libs/verifier/core';
import { Logout } from '../sign-in/logout.js';
import type { OAuthClient } from './oauth-client.js';

/**
 * Revokes a token that a client presents (RFC 7009): an access token by its `jti`, a refresh token with its session.
 * The form of the token tells which it is, so a wrong hint does no harm. A token that is unknown, dead already, or
 * another client's is left alone, and the answer is the same.
 */
@Injectable()
export class RevokePresentedToken {
  constructor(
    private readonly accessTokenVerifier: AccessTokenVerifier,
    private readonly revokeToken: RevokeToken,
    private readonly logout: Logout,
  ) {}

  async execute(client: OAuthClient, token: string, source: RequestSource): Promise<void> {
    await this.logout.byRefreshToken(token, source, client.client_id);
    // For whomever the token is meant: its client may take it back.
    const principal = await judged(this.accessTokenVerifier.verify(token, { audience: 'any' }));
    if (principal?.client_id !== client.client_id) return;
    await this.revokeToken.execute({ id: principal.sub, ...source }, principal.jti, 'revoked by its client');
  }
}
