import { Injectable } from '@nestjs/common';
import { FIRST_PARTY_CLIENT, type Principal } from '#libs/contracts';
import { Sessions } from '#libs/sessions';
import { judged, RefreshTokens } from '#libs/tokens';
import { AccessTokenVerifier } from '#libs/verifier/core';
import type { SessionCookies } from './session-cookies.js';

/** Tells which session cookies belong to, and whether it lives. */
@Injectable()
export class CookieSessions {
  constructor(
    private readonly accessTokenVerifier: AccessTokenVerifier,
    private readonly refreshTokens: RefreshTokens,
    private readonly sessions: Sessions,
  ) {}

  /**
   * The id of the session, if it lives. It is found by the access token or, if there is none or it is not good any
   * more, by the refresh token, which this does not use up.
   * @throws DomainError `cannot_verify` if that is not to be found out now
   */
  async find({ access, refresh }: SessionCookies): Promise<string | undefined> {
    const sid = (await this.recognise(access))?.sid;
    const presented = sid === undefined ? this.refreshTokens.decode(refresh ?? '') : undefined;
    if (presented === undefined) return sid;
    const { session_id, secret } = presented;
    const lives = await this.sessions.lives(session_id, this.refreshTokens.hashOf(secret), FIRST_PARTY_CLIENT);
    return lives ? session_id : undefined;
  }

  /**
   * Whether the cookies are left over from a session that was ended elsewhere, so that a refusal may take them away.
   * They are not if a login or logout has been sent with them: the browser has others by then, or none, and a refusal
   * that comes late would take away the cookies of the new session.
   */
  async areLeftBehind({ refresh }: SessionCookies): Promise<boolean> {
    const presented = this.refreshTokens.decode(refresh ?? '');
    if (presented === undefined) return false;
    const { session_id, secret } = presented;
    return this.sessions.isLeftBehind(session_id, this.refreshTokens.hashOf(secret), FIRST_PARTY_CLIENT);
  }

  /**
   * Whose access token it is, if it is good.
   * @throws DomainError `cannot_verify` if it cannot be judged now
   */
  async recognise(token: string | undefined): Promise<Principal | undefined> {
    return token === undefined ? undefined : judged(this.accessTokenVerifier.verify(token));
  }
}
