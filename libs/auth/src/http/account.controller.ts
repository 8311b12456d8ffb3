import { Body, Controller, Get, Header, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiNoContentResponse, ApiOkResponse, ApiSecurity, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { FastifyReply } from 'fastify';
import type { Principal } from '#libs/contracts';
import { ApiGuarded, ApiProblems, DomainError, Source, type RequestSource } from '#libs/platform';
import { toUser } from '#libs/users';
import { CurrentPrincipal, CurrentSession, PublicWithoutToken } from '#libs/verifier/nest';
import { CookieSessions } from '../browser/cookie-sessions.js';
import { CookieAnswers } from '../browser/http/cookie-answers.js';
import type { CookieRequest } from '../browser/http/cookie-request.js';
import { ReadsCookies } from '../browser/http/reads-cookies.decorator.js';
import { Logout } from '../logout/logout.js';
import { LogoutAll } from '../logout/logout-all.js';
import { ChangePassword } from '../password/change-password.js';
import { Profile } from '../profile/profile.js';
import { PasswordChangeRequest } from './credentials.dto.js';
import { LIMITS } from './limits.js';
import { Me } from './profile.dto.js';
import { LogoutAllQuery, LogoutRequest } from './tokens.dto.js';

/** What people do with their own account once they are in. */
@ApiTags('auth')
@ApiGuarded('insufficient_scope')
@Controller('v1/auth')
export class AccountController {
  constructor(
    private readonly logoutUseCase: Logout,
    private readonly logoutAllUseCase: LogoutAll,
    private readonly changePasswordUseCase: ChangePassword,
    private readonly profile: Profile,
    private readonly cookieSessions: CookieSessions,
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
      await this.cookieSessions.end(sessionCookies, source);
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

  /** Changes your password and ends your other sessions. Refresh afterwards: the access token is outdated. */
  @Post('password')
  @HttpCode(204)
  @Throttle(LIMITS.login)
  @ApiNoContentResponse({ description: 'The password is changed; all other sessions are over.' })
  @ApiProblems(
    'invalid_json',
    'validation_failed',
    'weak_password',
    'wrong_password',
    'insufficient_scope',
    'overloaded',
  )
  async changePassword(
    @Body() change: PasswordChangeRequest,
    @CurrentPrincipal() { sub: user_id }: Principal,
    @CurrentSession() session_id: string,
    @Source() source: RequestSource,
  ): Promise<void> {
    await this.changePasswordUseCase.execute({ id: user_id, ...source }, { ...change, user_id, session_id });
  }

  /** Tells who you are and what you may do. */
  @Get('me')
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ type: Me })
  @ApiProblems()
  async getMe(@CurrentPrincipal() principal: Principal, @CurrentSession() session_id: string): Promise<Me> {
    const { roles, permissions, ...user } = await this.profile.read(principal);
    return { ...toUser(user), roles: [...roles], permissions: [...permissions], session_id };
  }
}
