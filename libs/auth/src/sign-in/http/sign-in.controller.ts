import { Body, Controller, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiSecurity, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems, DomainError, NamesAccount, perMinute, Source, type RequestSource } from '#libs/platform';
import { Audiences } from '#libs/tokens';
import { Public } from '#libs/verifier/nest';
import { CookieSessions } from '../../browser/cookie-sessions.js';
import { CookieAnswers } from '../../browser/http/cookie-answers.js';
import type { CookieRequest } from '../../browser/http/cookie-request.js';
import { CookieSession } from '../../browser/http/cookie-session.dto.js';
import { ReadsCookies } from '../../browser/http/reads-cookies.decorator.js';
import { FIRST_PARTY } from '../session-client.js';
import { Login } from '../login.js';
import { RefreshSession } from '../refresh-session.js';
import { LoginCredentials } from './credentials.dto.js';
import { EntersBy } from './enters-by.decorator.js';
import { presentedDevice } from './presented-device.js';
import { ApiSessionResponse } from './session-response.decorator.js';
import { RefreshRequest, type TokenResponse, toTokenResponse } from './tokens.dto.js';
import { WayIn } from './way-in.js';

/** Coming in, and going on: open to strangers, and limited. */
@ApiTags('auth')
@Public()
@Controller('v1/auth')
export class SignInController {
  constructor(
    private readonly loginUseCase: Login,
    private readonly wayIn: WayIn,
    private readonly refreshSession: RefreshSession,
    private readonly audiences: Audiences,
    private readonly cookieSessions: CookieSessions,
    private readonly cookieAnswers: CookieAnswers,
  ) {}

  /**
   * Logs in with e-mail address and password. A session whose access token or cookies are sent along is ended by it. Who has a second
   * factor is answered `second_factor_required`, and goes on at `POST /v1/auth/login/factor`.
   */
  @Post('login')
  @HttpCode(200)
  @NamesAccount('email')
  @EntersBy('invalid_credentials', 'second_factor_required', 'overloaded')
  login(
    @Body() { email, password, device_token: _shown, ...wishes }: LoginCredentials,
    @Source() source: RequestSource,
    @Req() request: FastifyRequest & CookieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TokenResponse | CookieSession> {
    const credentials = { email, password, device_token: presentedDevice(request) };
    return this.wayIn.enter(wishes, request, reply, terms => this.loginUseCase.byPassword(credentials, terms, source));
  }

  /**
   * Exchanges a refresh token for a new pair of tokens. Each refresh token is good once. By cookie the new ones come as
   * cookies.
   */
  @Post('refresh')
  @ReadsCookies('session')
  @HttpCode(200)
  @Throttle(perMinute(120))
  @Header('Cache-Control', 'no-store')
  @ApiSecurity({})
  @ApiSecurity('refresh_cookie')
  @ApiBody({ type: RefreshRequest, required: false })
  @ApiSessionResponse()
  @ApiProblems('invalid_json', 'validation_failed', 'invalid_target', 'invalid_grant')
  async refresh(
    @Body() { refresh_token, audience }: RefreshRequest,
    @Source() source: RequestSource,
    @Req() { sessionCookies }: CookieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TokenResponse | CookieSession> {
    const token = sessionCookies?.refresh ?? refresh_token;
    if (token === undefined) throw noRefreshToken();
    const allowed = this.audiences.all;
    const attempt = { token, client: FIRST_PARTY, allowed, audience: this.audiences.narrow(audience) };
    if (sessionCookies === undefined) return toTokenResponse(await this.refreshSession.execute(attempt, source));
    try {
      return this.cookieAnswers.give(reply, await this.refreshSession.execute(attempt, source));
    } catch (error) {
      const isRefused = error instanceof DomainError && error.code === 'invalid_grant';
      if (isRefused && (await this.cookieSessions.areLeftBehind(sessionCookies))) this.cookieAnswers.take(reply);
      throw error;
    }
  }
}

function noRefreshToken(): DomainError {
  const error = { field: 'refresh_token', code: 'is_string', message: 'refresh_token must be a string' };
  return new DomainError('validation_failed', { errors: [error] });
}
