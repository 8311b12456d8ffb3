import { Body, Controller, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiNoContentResponse, ApiSecurity, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Principal } from '#libs/contracts';
import { ApiGuarded, ApiProblems, DomainError, Source, type RequestSource } from '#libs/platform';
import { CurrentPrincipal, CurrentSession, PublicWithoutToken } from '#libs/verifier/nest';
import { CookieAnswers } from '../../browser/http/cookie-answers.js';
import type { CookieRequest } from '../../browser/http/cookie-request.js';
import { ReadsCookies } from '../../browser/http/reads-cookies.decorator.js';
import { Logout } from '../logout.js';
import { LogoutAll } from '../logout-all.js';
import { LogoutAllQuery, LogoutRequest } from './tokens.dto.js';

/** The ways out: of this session, or of all. */
@ApiTags('auth')
@ApiGuarded('insufficient_scope')
@Controller('v1/auth')
export class SignOutController {
  constructor(
    private readonly logoutUseCase: Logout,
    private readonly logoutAllUseCase: LogoutAll,
    private readonly cookieAnswers: CookieAnswers,
  ) {}

  /**
   * Ends the session, by its access token or, where that is gone, by its refresh token. By cookie either will do, and
   * both are taken away, also where the session is over already.
   */
  @Post('logout')
  @PublicWithoutToken()
  @ReadsCookies('session')
  @HttpCode(204)
  @ApiBody({ type: LogoutRequest, required: false })
  @ApiSecurity('refresh_cookie')
  @ApiSecurity({})
  @ApiNoContentResponse({ description: 'The session is over; its access and refresh tokens are dead.' })
  @ApiProblems('invalid_json', 'validation_failed', 'token_missing', 'invalid_token')
  async logout(
    @Body() { refresh_token }: LogoutRequest,
    @CurrentPrincipal() principal: Principal | undefined,
    @CurrentSession() session: string | undefined,
    @Source() source: RequestSource,
    @Req() { sessionCookies }: CookieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    if (sessionCookies !== undefined) {
      await this.logoutUseCase.byCookies(sessionCookies, source);
      return this.cookieAnswers.take(reply);
    }
    if (principal !== undefined && session !== undefined) {
      return this.logoutUseCase.bySession(principal.sub, session, source);
    }
    if (refresh_token === undefined) throw new DomainError('token_missing');
    await this.logoutUseCase.byRefreshToken(refresh_token, source);
  }

  /** Ends all your sessions, or all but this one. */
  @Post('logout-all')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'The sessions are over; all access tokens are outdated.' })
  @ApiProblems('validation_failed')
  async logoutAll(
    @Query() { keep_current }: LogoutAllQuery,
    @CurrentPrincipal() { sub }: Principal,
    @CurrentSession() session: string,
    @Source() source: RequestSource,
    @Req() { sessionCookies }: CookieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.logoutAllUseCase.execute({ id: sub, ...source }, sub, keep_current ? session : undefined);
    if (sessionCookies !== undefined && !keep_current) this.cookieAnswers.take(reply);
  }
}
