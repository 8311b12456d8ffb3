import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems, DomainError, IdParam, perMinute, type RequestSource, Source } from '#libs/platform';
import { Public } from '#libs/verifier/nest';
import type { CookieRequest } from '../../browser/http/cookie-request.js';
import type { CookieSession } from '../../browser/http/cookie-session.dto.js';
import { ReadsCookies } from '../../browser/http/reads-cookies.decorator.js';
import { TrustedOrigins } from '../../browser/trusted-origins.js';
import { EntersBy } from '../../sign-in/http/enters-by.decorator.js';
import { presentedDevice } from '../../sign-in/http/presented-device.js';
import type { TokenResponse } from '../../sign-in/http/tokens.dto.js';
import { WayIn } from '../../sign-in/http/way-in.js';
import { BeginUpstreamLogin } from '../begin-upstream-login.js';
import { LoginByUpstream } from '../login-by-upstream.js';
import { upstreamCookie } from './upstream-cookie.js';
import { BegunUpstreamLogin, OfferedProviderList, UpstreamCallback, UpstreamLoginQuery } from './upstream-login.dto.js';

/** Coming in by the word of another provider: for pages of the service's own. */
@ApiTags('auth')
@Public()
@Controller('v1/auth/login/upstream')
export class UpstreamLoginController {
  constructor(
    private readonly beginUpstreamLoginUseCase: BeginUpstreamLogin,
    private readonly loginByUpstream: LoginByUpstream,
    private readonly trustedOrigins: TrustedOrigins,
    private readonly wayIn: WayIn,
  ) {}

  /** Lists the other providers by which people can log in. */
  @Get()
  @Throttle(perMinute(300))
  @ApiOkResponse({ type: OfferedProviderList })
  @ApiProblems()
  async listOfferedProviders(): Promise<OfferedProviderList> {
    return { items: [...(await this.beginUpstreamLoginUseCase.offered())], next_cursor: null };
  }

  /**
   * Logs in by what a browser has come back with from another provider: once, in the browser in which it was begun, by cookie. A session
   * whose cookies are sent along is ended by it. Who has a second factor is answered `second_factor_required`, unless the provider's word counts
   * for that; who is nobody here yet is answered `link_required`, and goes on at `POST /v1/auth/identities`.
   */
  @Post('callback')
  @HttpCode(200)
  @EntersBy(
    'second_factor_required',
    'upstream_refused',
    'link_required',
    'upstream_login_not_found',
    'upstream_unavailable',
  )
  async finishUpstreamLogin(
    @Body() { provider_id, answer }: UpstreamCallback,
    @Source() source: RequestSource,
    @Req() request: FastifyRequest & CookieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TokenResponse | CookieSession> {
    const browser = upstreamCookie.read(request.headers.cookie);
    // Without it there is nothing to go on with, whoever asks.
    if (browser === undefined) throw new DomainError('upstream_login_not_found');
    const given = { provider_id, answer, browser, device_token: presentedDevice(request) };
    const wishes = { transport: 'cookie' } as const;
    return this.wayIn.enter(wishes, request, reply, terms => this.loginByUpstream.execute(given, terms, source));
  }

  /**
   * Begins a login at another provider. A cookie binds it to the browser, for ten minutes. With `max_age` the provider has to say in its
   * answer when they have logged in there, and an answer that says it was longer ago is refused.
   */
  @Post(':id')
  @ReadsCookies('login')
  @Throttle(perMinute(60))
  @Header('Cache-Control', 'no-store')
  @ApiCreatedResponse({ type: BegunUpstreamLogin })
  @ApiProblems('validation_failed', 'cross_site_request', 'identity_provider_not_found', 'upstream_unavailable')
  async beginUpstreamLogin(
    @Param() { id }: IdParam,
    @Query() { max_age }: UpstreamLoginQuery,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BegunUpstreamLogin> {
    const provider = await this.beginUpstreamLoginUseCase.get(id);
    this.trustedOrigins.assertTrusted(headers);
    const before = upstreamCookie.read(headers.cookie);
    const { url, browser } = await this.beginUpstreamLoginUseCase.execute(provider, max_age ?? null, before);
    reply.header('Set-Cookie', upstreamCookie.with(browser));
    return { url };
  }
}
