import { Injectable } from '@nestjs/common';
import { FIRST_PARTY_CLIENT } from '#libs/contracts';
import type { RequestSource } from '#libs/platform';
import { EndSession } from '#libs/sessions';
import { RefreshTokens } from '#libs/tokens';
import { CookieSessions } from '../browser/cookie-sessions.js';
import type { SessionCookies } from '../browser/session-cookies.js';

/** Ends one session: its access and refresh tokens are dead at once. */
@Injectable()
export class Logout {
  constructor(
    private readonly endSession: EndSession,
    private readonly refreshTokens: RefreshTokens,
    private readonly cookieSessions: CookieSessions,
  ) {}

  async bySession(userId: string, sessionId: string, source: RequestSource): Promise<void> {
    await this.endSession.execute({ id: userId, ...source }, { userId, sessionId, reason: 'logout' });
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
    return this.endSession.giveUp({ id: null, ...source }, { sessionId: presented.session_id, secretHash, clientId });
  }

  /**
   * Ends the session that cookies belong to. One that is over already, or none of ours, is no error.
   * @throws DomainError `cannot_verify` if only an access token tells which it is, and it cannot be judged now
   */
  async byCookies({ access, refresh }: SessionCookies, source: RequestSource): Promise<void> {
    if (refresh !== undefined && (await this.byRefreshToken(refresh, source))) return;
    const principal = await this.cookieSessions.recognise(access);
    if (principal?.sid !== undefined) await this.bySession(principal.sub, principal.sid, source);
  }
}
