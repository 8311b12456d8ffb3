import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Audiences } from '#libs/tokens';
import { CookieAnswers } from '../../browser/http/cookie-answers.js';
import type { CookieRequest } from '../../browser/http/cookie-request.js';
import type { CookieSession } from '../../browser/http/cookie-session.dto.js';
import { TrustedOrigins } from '../../browser/trusted-origins.js';
import { EndPresentedSession, type PresentedSession } from '../end-presented-session.js';
import { LoginCounts } from '../login-counts.js';
import type { LoggedIn } from '../login.js';
import { FIRST_PARTY } from '../session-client.js';
import type { LoginTerms } from '../start-session.js';
import type { LoginWishes } from './credentials.dto.js';
import { type TokenResponse, toTokenResponse } from './tokens.dto.js';

/** What all ways in have in common, whatever is shown there: the transport, the audience, and what is left behind. */
@Injectable()
export class WayIn {
  constructor(
    private readonly audiences: Audiences,
    private readonly trustedOrigins: TrustedOrigins,
    private readonly endPresentedSession: EndPresentedSession,
    private readonly cookieAnswers: CookieAnswers,
    private readonly loginCounts: LoginCounts,
  ) {}

  /**
   * @param logIn opens the session
   * @throws DomainError `cross_site_request`, `invalid_target`, and what `logIn` throws
   */
  async enter(
    { transport, audience }: LoginWishes,
    { headers, raw, sessionCookies }: FastifyRequest & CookieRequest,
    reply: FastifyReply,
    logIn: (terms: LoginTerms) => Promise<LoggedIn>,
  ): Promise<TokenResponse | CookieSession> {
    // Another site must not log a person in as somebody of its choice.
    if (transport === 'cookie') this.trustedOrigins.assertTrusted(headers);
    const narrowed = this.audiences.narrow(audience);
    const presented = (): Promise<PresentedSession> => this.endPresentedSession.read(raw.rawHeaders, sessionCookies);
    const { origin } = headers;
    const how = {
      ...(transport !== undefined && { transport }),
      ...(origin !== undefined && { origin }),
      audience: narrowed,
    };
    const pair = await this.loginCounts.counted(logIn({ client: FIRST_PARTY, ...how, presented }));
    if (transport === 'cookie') return this.cookieAnswers.give(reply, pair, pair.device_token);
    if (sessionCookies !== undefined) this.cookieAnswers.take(reply);
    return toTokenResponse(pair);
  }
}
