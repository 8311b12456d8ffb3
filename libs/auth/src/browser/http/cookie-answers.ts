import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CsrfTokens } from '../csrf-tokens.js';
import { deviceCookie } from '../device-cookie.js';
import {
  type AccessForCookie,
  accessCookie,
  cookiesOf,
  EXPIRED_COOKIES,
  type TokensForCookies,
} from '../session-cookies.js';
import type { CookieSession } from './cookie-session.dto.js';

/** How tokens are handed to a browser and taken from it. */
@Injectable()
export class CookieAnswers {
  constructor(private readonly csrfTokens: CsrfTokens) {}

  /**
   * Puts the tokens into cookies.
   * @param deviceToken what makes the browser known, if it has just logged in
   * @returns the body, which holds none of them
   */
  give(reply: FastifyReply, pair: TokensForCookies, deviceToken?: string): CookieSession {
    const ofDevice = deviceToken === undefined ? [] : [deviceCookie.with(deviceToken)];
    reply.header('Set-Cookie', [...cookiesOf(pair), ...ofDevice]);
    const { session_id, expires_in } = pair;
    return { session_id, expires_in, csrf_token: this.csrfTokens.issue(session_id) };
  }

  /** Puts the new access token of a session that goes on into its cookie; the other one stays as it is. */
  renew(
    reply: FastifyReply,
    { access_token, expires_in, session_id }: AccessForCookie & { session_id: string },
  ): CookieSession {
    reply.header('Set-Cookie', accessCookie({ access_token, expires_in }));
    return { session_id, expires_in, csrf_token: this.csrfTokens.issue(session_id) };
  }

  take(reply: FastifyReply): void {
    reply.header('Set-Cookie', [...EXPIRED_COOKIES]);
  }
}
