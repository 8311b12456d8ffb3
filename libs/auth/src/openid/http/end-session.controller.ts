import { Body, Controller, Get, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems, Config, DomainError, OAuthEndpoint, perMinute, type RequestSource, Source } from '#libs/platform';
import { Public } from '#libs/verifier/nest';
import { CookieSessions } from '../../browser/cookie-sessions.js';
import type { CookieRequest } from '../../browser/http/cookie-request.js';
import { ReadsCookies } from '../../browser/http/reads-cookies.decorator.js';
import { TrustedOrigins } from '../../browser/trusted-origins.js';
import { AskForLogout } from '../ask-for-logout.js';
import { parametersIn, parametersOf } from '../given-parameters.js';
import { ReadLogoutRequest } from '../read-logout-request.js';
import { LogoutOfApplication } from './end-session.dto.js';
import { RequestOfApplication } from './interactions.dto.js';
import { refuseWithPage } from './refusal-page.js';

const LOGOUTS = perMinute(300);

/** Where applications send people to log out. */
@ApiTags('openid')
@Public()
@Controller()
export class EndSessionController {
  constructor(
    private readonly config: Config,
    private readonly readLogoutRequest: ReadLogoutRequest,
    private readonly askForLogout: AskForLogout,
    private readonly trustedOrigins: TrustedOrigins,
    private readonly cookieSessions: CookieSessions,
  ) {}

  /**
   * Where an application sends a browser to log somebody out (OpenID Connect RP-Initiated Logout 1.0). It changes nothing: the page that it
   * leads to takes up the request.
   */
  @Get('oauth/end-session')
  @Throttle(LOGOUTS)
  @ApiExcludeEndpoint()
  endSession(@Req() { query }: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.goOn(query, reply);
  }

  /** The same for who sends the request as a form. */
  @Post('oauth/end-session')
  @OAuthEndpoint()
  @Throttle(LOGOUTS)
  @ApiExcludeEndpoint()
  endSessionByForm(@Req() { body }: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.goOn(body, reply);
  }

  /**
   * Takes up that an application wants somebody logged out, and tells whose session is meant. That of the application itself is over with
   * it, if an ID token shows which, and it was let in in the session that the cookies belong to. For the page that logs out.
   */
  @Post('v1/auth/end-session')
  @HttpCode(200)
  @ReadsCookies('login')
  @Throttle(LOGOUTS)
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ type: LogoutOfApplication })
  @ApiProblems('invalid_request', 'invalid_json', 'validation_failed', 'cross_site_request', 'cannot_verify')
  async askForApplicationLogout(
    @Body() { request }: RequestOfApplication,
    @Source() source: RequestSource,
    @Req() { headers, sessionCookies }: FastifyRequest & CookieRequest,
  ): Promise<LogoutOfApplication> {
    this.trustedOrigins.assertTrusted(headers);
    const given = parametersOf(request);
    if (given === undefined) throw new DomainError('invalid_request', { detail: 'A parameter is given twice.' });
    const here = sessionCookies && (await this.cookieSessions.find(sessionCookies));
    return this.askForLogout.execute(given, here, source);
  }

  private async goOn(parsed: unknown, reply: FastifyReply): Promise<void> {
    if (this.config.pages === 'off') throw new DomainError('not_found');
    const given = parametersIn(parsed);
    if (given === undefined) return refuseWithPage(reply, 'It has sent a parameter twice.');
    const read = await this.readLogoutRequest.execute(given);
    if (read.kind === 'refused') return refuseWithPage(reply, read.why);
    void reply.redirect(`${this.config.issuer}/logged-out?${new URLSearchParams(given).toString()}`, 303);
  }
}
