import { Body, Controller, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems, perMinute, Source, type RequestSource } from '#libs/platform';
import { Public } from '#libs/verifier/nest';
import type { CookieRequest } from '../../browser/http/cookie-request.js';
import type { CookieSession } from '../../browser/http/cookie-session.dto.js';
import { TrustedOrigins } from '../../browser/trusted-origins.js';
import { EntersBy } from '../../sign-in/http/enters-by.decorator.js';
import { presentedDevice } from '../../sign-in/http/presented-device.js';
import type { TokenResponse } from '../../sign-in/http/tokens.dto.js';
import { WayIn } from '../../sign-in/http/way-in.js';
import { AskForCode } from '../ask-for-code.js';
import { CodeTickets } from '../code-tickets.js';
import { LoginByCode } from '../login-by-code.js';
import { codeCookie } from './code-cookie.js';
import { LoginCodeAnswer, LoginCodeRequest, LoginCodeRequested } from './login-code.dto.js';

const CODE_COOKIE_HEADER = {
  'Set-Cookie': {
    description: 'By cookie: `__Host-gatehouse_code`, which the browser sends with the code.',
    schema: { type: 'string', pattern: '^__Host-gatehouse_code=.*$', maxLength: 4096 },
  },
} as const;

/** Coming in by a code that is mailed: open to strangers, and limited. Off unless it is switched on. */
@ApiTags('auth')
@Public()
@Controller('v1/auth/login/code')
export class LoginCodeController {
  constructor(
    private readonly askForCode: AskForCode,
    private readonly loginByCode: LoginByCode,
    private readonly codeTickets: CodeTickets,
    private readonly trustedOrigins: TrustedOrigins,
    private readonly wayIn: WayIn,
  ) {}

  /**
   * Mails a code of eight digits to this address, by which to log in within 10 minutes, if it is the verified one of an account. The answer
   * tells nothing of that, and neither does its time. The code is good for who has asked for it alone. No more than five of these mails an hour go to
   * one address, and five more to who asks on devices that have logged in to the account before. Where the metadata say `"email_code": "off"`, this answers `email_code_off`, or `mail_off`.
   */
  @Post()
  @HttpCode(202)
  @Throttle(perMinute(10))
  @Header('Cache-Control', 'no-store')
  @ApiAcceptedResponse({
    type: LoginCodeRequested,
    description: 'It is done, if there is anything to be done.',
    headers: CODE_COOKIE_HEADER,
  })
  @ApiProblems('invalid_json', 'validation_failed', 'cross_site_request', 'mail_off', 'email_code_off')
  async requestLoginCode(
    @Body() { email, transport = 'bearer', device_token: _shown }: LoginCodeRequest,
    @Source() source: RequestSource,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LoginCodeRequested> {
    const isByCookie = transport === 'cookie';
    const { headers } = request;
    // Another site must not prepare the login of a person as somebody of its choice.
    if (isByCookie) this.trustedOrigins.assertTrusted(headers);
    const before = isByCookie ? this.codeTickets.find(codeCookie.read(headers.cookie)) : undefined;
    const asked = { email, transport, before, device_token: presentedDevice(request) };
    const { ticket, expires_at } = await this.askForCode.execute(asked, source);
    if (isByCookie) reply.header('Set-Cookie', codeCookie.with(ticket));
    return { ...(!isByCookie && { code_ticket: ticket }), expires_at: expires_at.toISOString() };
  }

  /**
   * Logs in by a code that was mailed, with the transport by which it was asked for. A session whose access token or cookies are sent along is
   * ended by it. Who has a second factor is answered `second_factor_required`, and goes on at `POST /v1/auth/login/factor`. Five
   * tries for each code that was asked for.
   */
  @Post('verify')
  @HttpCode(200)
  @EntersBy('invalid_login_ticket', 'wrong_factor', 'second_factor_required', 'mail_off', 'email_code_off')
  async logInByCode(
    @Body() { code, code_ticket, audience, device_token: _shown }: LoginCodeAnswer,
    @Source() source: RequestSource,
    @Req() request: FastifyRequest & CookieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TokenResponse | CookieSession> {
    this.askForCode.assertOn();
    const ticket = this.codeTickets.read(code_ticket, codeCookie.read(request.headers.cookie));
    const wishes = { transport: ticket.transport, ...(audience !== undefined && { audience }) };
    const attempt = { code, device_token: presentedDevice(request) };
    const entered = await this.wayIn.enter(wishes, request, reply, terms =>
      this.loginByCode.execute(ticket, attempt, terms, source),
    );
    if (ticket.transport === 'cookie') reply.header('Set-Cookie', codeCookie.expired);
    return entered;
  }
}
