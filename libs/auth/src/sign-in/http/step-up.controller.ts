import { Body, Controller, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { FastifyReply } from 'fastify';
import type { Principal } from '#libs/contracts';
import { ApiGuarded, ApiProblems, type RequestSource, Source } from '#libs/platform';
import { CurrentPrincipal, CurrentSession } from '#libs/verifier/nest';
import { CookieAnswers } from '../../browser/http/cookie-answers.js';
import type { CookieRequest } from '../../browser/http/cookie-request.js';
import type { CookieSession } from '../../browser/http/cookie-session.dto.js';
import { PASSWORD_GUESSES } from '../../passwords/http/limits.js';
import { StepUp } from '../step-up.js';
import { factorAnswer } from './factor-answer.dto.js';
import { ApiStepUpResponse } from './session-response.decorator.js';
import { type SteppedUpToken, StepUpRequest } from './step-up.dto.js';

/** Showing anew who one is, in the session that one has. */
@ApiTags('auth')
@ApiGuarded('insufficient_scope')
@Controller('v1/auth')
export class StepUpController {
  constructor(
    private readonly stepUpUseCase: StepUp,
    private readonly cookieAnswers: CookieAnswers,
  ) {}

  /**
   * Shows anew who you are, for what needs a recent login or a second factor (RFC 9470). Who has a second factor shows that, who has
   * none the password. The session goes on, with its id and its refresh token; by cookie the new access token comes as one.
   * Ten wrong ones in a row end the session.
   */
  @Post('step-up')
  @HttpCode(200)
  @Throttle(PASSWORD_GUESSES)
  @Header('Cache-Control', 'no-store')
  @ApiStepUpResponse()
  @ApiProblems(
    'invalid_json',
    'validation_failed',
    'insufficient_scope',
    'wrong_password',
    'wrong_factor',
    'overloaded',
  )
  async stepUp(
    @Body() { current_password, method, ...fields }: StepUpRequest,
    @CurrentPrincipal() principal: Principal,
    @CurrentSession() sid: string,
    @Source() source: RequestSource,
    @Req() { sessionCookies }: CookieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SteppedUpToken | CookieSession> {
    const shown = {
      ...(current_password !== undefined && { current_password }),
      ...(method !== undefined && { factor: factorAnswer(method, fields) }),
    };
    const steppedUp = await this.stepUpUseCase.execute({ ...principal, sid }, shown, source);
    if (sessionCookies !== undefined) return this.cookieAnswers.renew(reply, steppedUp);
    return { token_type: 'Bearer', ...steppedUp };
  }
}
