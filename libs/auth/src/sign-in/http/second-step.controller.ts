import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Source, type RequestSource } from '#libs/platform';
import { Public } from '#libs/verifier/nest';
import type { CookieRequest } from '../../browser/http/cookie-request.js';
import type { CookieSession } from '../../browser/http/cookie-session.dto.js';
import { LoginTickets } from '../login-tickets.js';
import { SecondStep } from '../second-step.js';
import { EntersBy } from './enters-by.decorator.js';
import { factorAnswer } from './factor-answer.dto.js';
import { presentedDevice } from './presented-device.js';
import { SecondStepRequest } from './second-step.dto.js';
import type { TokenResponse } from './tokens.dto.js';
import { WayIn } from './way-in.js';

/** The second step of a login: for who has a second factor. */
@ApiTags('auth')
@Public()
@Controller('v1/auth/login')
export class SecondStepController {
  constructor(
    private readonly loginTickets: LoginTickets,
    private readonly secondStep: SecondStep,
    private readonly wayIn: WayIn,
  ) {}

  /**
   * Ends a login that was answered with `second_factor_required`: shows a second factor, and opens the session as the first step asked
   * for it, with the transport and the audience of that. A session whose access token or cookies are sent along is ended by it. A ticket is
   * good for one session and for five tries.
   */
  @Post('factor')
  @HttpCode(200)
  @EntersBy('invalid_login_ticket', 'wrong_factor')
  showFactor(
    @Body() { login_ticket, method, device_token: _shown, ...fields }: SecondStepRequest,
    @Source() source: RequestSource,
    @Req() request: FastifyRequest & CookieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TokenResponse | CookieSession> {
    const ticket = this.loginTickets.read(login_ticket);
    const { transport, audience } = ticket;
    const wishes = { transport, ...(audience !== null && { audience: [...audience] }) };
    const attempt = { answer: factorAnswer(method, fields), device_token: presentedDevice(request) };
    return this.wayIn.enter(wishes, request, reply, terms => this.secondStep.execute(ticket, attempt, terms, source));
  }
}
