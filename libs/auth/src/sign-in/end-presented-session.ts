import { Injectable } from '@nestjs/common';
import { FIRST_PARTY_CLIENT } from '#libs/contracts';
import type { Transaction } from '#libs/persistence';
import { DomainError, type RequestSource } from '#libs/platform';
import { EndSession, turnOfSession } from '#libs/sessions';
import { RefreshTokens } from '#libs/tokens';
import { readBearerToken } from '#libs/verifier/core';
import { CookieSessions } from '../browser/cookie-sessions.js';
import type { SessionCookies } from '../browser/session-cookies.js';

/** What a login brought along of an earlier one: the session of its refresh token, or else that of its access token. */
export interface PresentedSession {
  readonly bySecret?: { readonly id: string; readonly secret_hash: Buffer };
  readonly byToken?: { readonly id: string; readonly user_id: string };
}

/** The turn in which it is ended; undefined where there is nothing to end. */
export const turnOfPresented = ({ bySecret, byToken }: PresentedSession): string | undefined => {
  const id = bySecret?.id ?? byToken?.id;
  return id === undefined ? undefined : turnOfSession(id);
};

/** Ends the session that a login was sent in: whoever logs in anew leaves nothing behind that goes on. */
@Injectable()
export class EndPresentedSession {
  constructor(
    private readonly cookieSessions: CookieSessions,
    private readonly refreshTokens: RefreshTokens,
    private readonly endSession: EndSession,
  ) {}

  /** Reads what was brought along. A token that is not good, or cannot be judged, is no reason to refuse a login. */
  async read(rawHeaders: readonly string[], cookies: SessionCookies | undefined): Promise<PresentedSession> {
    const credentials = readBearerToken(rawHeaders);
    const { access, refresh } = cookies ?? (credentials.kind === 'token' ? { access: credentials.token } : {});
    const presented = refresh === undefined ? undefined : this.refreshTokens.decode(refresh);
    const principal = await this.recognise(access);
    return {
      ...(presented !== undefined && {
        bySecret: { id: presented.session_id, secret_hash: this.refreshTokens.hashOf(presented.secret) },
      }),
      ...(principal?.sid !== undefined && { byToken: { id: principal.sid, user_id: principal.sub } }),
    };
  }

  /** One that is over already, or none of ours, is no error. */
  async execute(
    transaction: Transaction,
    { bySecret, byToken }: PresentedSession,
    source: RequestSource,
  ): Promise<void> {
    if (bySecret !== undefined) {
      const found = { sessionId: bySecret.id, secretHash: bySecret.secret_hash, clientId: FIRST_PARTY_CLIENT };
      if (await this.endSession.giveUpWithin(transaction, { id: null, ...source }, found)) return;
    }
    if (byToken === undefined) return;
    const { id: sessionId, user_id: userId } = byToken;
    await this.endSession.endIfThere(transaction, { id: userId, ...source }, { userId, sessionId, reason: 'logout' });
  }

  private async recognise(access: string | undefined): ReturnType<CookieSessions['recognise']> {
    try {
      return await this.cookieSessions.recognise(access);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'cannot_verify') throw error;
      return undefined;
    }
  }
}
