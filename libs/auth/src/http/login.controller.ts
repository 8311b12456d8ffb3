import { Body, Controller, Header, HttpCode, Post, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import { FIRST_PARTY_CLIENT } from '#libs/contracts';
import { ApiProblems, Origin, type RequestOrigin } from '#libs/platform';
import { Audiences } from '#libs/tokens';
import { toUser, User } from '#libs/users';
import { Public } from '#libs/verifier/nest';
import type { TokenPair } from '../issue/session-tokens.js';
import { Login } from '../login/login.js';
import { EndPresentedSession } from '../logout/end-presented-session.js';
import { RefreshSession } from '../refresh/refresh-session.js';
import { Register } from '../register/register.js';
import { LoginCredentials, Registration } from './credentials.dto.js';
import { LIMITS } from './limits.js';
import { RefreshRequest, TokenResponse } from './tokens.dto.js';

/** The ways in: all of them open to strangers, and limited. */
@ApiTags('auth')
@Public()
@Controller('v1/auth')
export class LoginController {
  constructor(
    private readonly registerUser: Register,
    private readonly logIn: Login,
    private readonly refreshSession: RefreshSession,
    private readonly audiences: Audiences,
    private readonly endPresentedSession: EndPresentedSession,
  ) {}

  /** Makes an account. */
  @Post('register')
  @Throttle(LIMITS.register)
  @ApiCreatedResponse({ type: User })
  @ApiProblems('invalid_json', 'validation_failed', 'weak_password', 'registration_closed', 'email_taken', 'overloaded')
  async register(@Body() { email, password }: Registration, @Origin() origin: RequestOrigin): Promise<User> {
    return toUser(await this.registerUser.execute(email, password, origin));
  }

  /** Logs in with e-mail address and password. A session whose access token is sent along is ended by it. */
  @Post('login')
  @HttpCode(200)
  @Throttle(LIMITS.login)
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ type: TokenResponse })
  @ApiProblems('invalid_json', 'validation_failed', 'invalid_target', 'invalid_credentials', 'overloaded')
  async login(
    @Body() { email, password, audience }: LoginCredentials,
    @Origin() origin: RequestOrigin,
    @Req() request: FastifyRequest,
  ): Promise<TokenResponse> {
    const attempt = { email, password, client_id: FIRST_PARTY_CLIENT, audience: this.audiences.narrow(audience) };
    const pair = await this.logIn.execute(attempt, origin);
    await this.endPresentedSession.execute(request.raw.rawHeaders, origin);
    return toTokenResponse(pair);
  }

  /** Exchanges a refresh token for a new pair of tokens. Each refresh token is good once. */
  @Post('refresh')
  @HttpCode(200)
  @Throttle(LIMITS.refresh)
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ type: TokenResponse })
  @ApiProblems('invalid_json', 'validation_failed', 'invalid_target', 'invalid_grant')
  async refresh(
    @Body() { refresh_token: token, audience }: RefreshRequest,
    @Origin() origin: RequestOrigin,
  ): Promise<TokenResponse> {
    const allowed = this.audiences.all;
    const attempt = { token, client_id: FIRST_PARTY_CLIENT, allowed, audience: this.audiences.narrow(audience) };
    return toTokenResponse(await this.refreshSession.execute(attempt, origin));
  }
}

function toTokenResponse(pair: TokenPair): TokenResponse {
  return { token_type: 'Bearer', ...pair };
}
