import { Controller, Get, Header, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiSecurity, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems, DomainError } from '#libs/platform';
import { Public } from '#libs/verifier/nest';
import { CookieSessions } from '../cookie-sessions.js';
import { CsrfTokens } from '../csrf-tokens.js';
import { CookieAnswers } from './cookie-answers.js';
import type { CookieRequest } from './cookie-request.js';
import { CsrfToken } from './cookie-session.dto.js';
import { ReadsCookies } from './reads-cookies.decorator.js';

/** For pages that have lost their CSRF token, by a reload for example. */
@ApiTags('auth')
@ApiSecurity('cookie')
@ApiSecurity('refresh_cookie')
@Public()
@Controller('v1/auth/csrf')
export class CsrfController {
  constructor(
    private readonly cookieSessions: CookieSessions,
    private readonly csrfTokens: CsrfTokens,
    private readonly cookieAnswers: CookieAnswers,
  ) {}

  /** Gives out a CSRF token for the session of the cookies; the refresh cookie alone will do, and is not used up. */
  @Get()
  @ReadsCookies('session')
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ type: CsrfToken })
  @ApiProblems('token_missing', 'invalid_token', 'cannot_verify')
  async getCsrfToken(
    @Req() { headers, sessionCookies }: FastifyRequest & CookieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CsrfToken> {
    if (sessionCookies === undefined) {
      if (headers.authorization === undefined) throw new DomainError('token_missing');
      throw new DomainError('invalid_request', { detail: 'Only who comes by cookie needs a CSRF token.' });
    }
    const session = await this.cookieSessions.find(sessionCookies);
    if (session !== undefined) return { csrf_token: this.csrfTokens.issue(session) };
    if (await this.cookieSessions.areLeftBehind(sessionCookies)) this.cookieAnswers.take(reply);
    throw new DomainError('invalid_token');
  }
}
