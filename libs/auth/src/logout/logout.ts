import { Injectable } from '@nestjs/common';
import { FIRST_PARTY_CLIENT } from '#libs/contracts';
import type { RequestSource } from '#libs/platform';
import { Sessions } from '#libs/sessions';
import { RefreshTokens } from '#libs/tokens';

/** Ends one session: its access and refresh tokens are dead at once. */
@Injectable()
export class Logout {
  constructor(
    private readonly sessions: Sessions,
    private readonly refreshTokens: RefreshTokens,
  ) {}

  async bySession(userId: string, sessionId: string, source: RequestSource): Promise<void> {
    await this.sessions.end({ id: userId, ...source }, userId, sessionId, 'logout');
  }

  /**
   * Any refresh token of the session will do, an old one too. One that is not ours, or of a session that another
   * client opened, ends nothing and is no error.
   * @returns whether there was a live one
   */
  async byRefreshToken(token: string, source: RequestSource, clientId = FIRST_PARTY_CLIENT): Promise<boolean> {
    const presented = this.refreshTokens.decode(token);
    if (presented === undefined) return false;
    const secretHash = this.refreshTokens.hashOf(presented.secret);
    return this.sessions.endBySecret({ id: null, ...source }, presented.session_id, secretHash, clientId);
  }
}
