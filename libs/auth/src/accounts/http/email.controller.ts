import { Body, Controller, Header, HttpCode, Post, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { FastifyReply } from 'fastify';
import type { Principal } from '#libs/contracts';
import { ApiGuarded, ApiProblems, perMinute, RequireFreshProof, Source, type RequestSource } from '#libs/platform';
import { CurrentPrincipal, CurrentSession } from '#libs/verifier/nest';
import { PASSWORD_GUESSES } from '../../passwords/http/limits.js';
import { ChangeEmail } from '../change-email.js';
import { SendVerification } from '../send-verification.js';
import { EmailChangeRequest } from './account.dto.js';

/** The address by which somebody logs in. */
@ApiTags('auth')
// A service client has never logged in, so it does not get as far as to lack a scope.
@ApiGuarded()
@Controller('v1/auth')
export class EmailController {
  constructor(
    private readonly changeEmailUseCase: ChangeEmail,
    private readonly sendVerificationUseCase: SendVerification,
  ) {}

  /**
   * Changes the address that you log in with. Where the service sends mails, it counts once you have used the link that is sent to the
   * new one, and the answer is the same whether that is somebody else’s or not. Where it sends none,
   * the new one is not verified and counts at once: a slip of the finger locks you out at the next login. Needs your password.
   * Ten wrong passwords in a row end the session.
   */
  @Post('email')
  @RequireFreshProof()
  @HttpCode(204)
  @Throttle(PASSWORD_GUESSES)
  @Header('Cache-Control', 'no-store')
  @ApiNoContentResponse({ description: 'The address is changed.' })
  @ApiAcceptedResponse({ description: 'A mail was sent to the new address; it counts once its link was used.' })
  @ApiProblems(
    'invalid_json',
    'validation_failed',
    'token_missing',
    'invalid_token',
    'insufficient_user_authentication',
    'wrong_password',
    'email_taken',
    'overloaded',
  )
  async changeEmail(
    @Body() { email, current_password }: EmailChangeRequest,
    @CurrentPrincipal() { sub }: Principal,
    @CurrentSession() session_id: string,
    @Source() source: RequestSource,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const isChanged = await this.changeEmailUseCase.execute(
      { id: sub, ...source },
      { user_id: sub, session_id, email, current_password },
    );
    if (!isChanged) void reply.status(202);
  }

  /** Sends a link to your address by which you show that it is yours; nothing, if that is known. At most five an hour. */
  @Post('email/verify/send')
  @HttpCode(202)
  @Throttle(perMinute(10))
  @Header('Cache-Control', 'no-store')
  @ApiAcceptedResponse({ description: 'It is done, if there is anything to be done.' })
  @ApiProblems('insufficient_scope', 'mail_off')
  async sendVerification(
    @CurrentPrincipal() { sub }: Principal,
    // Whoever has none is a service client, and has no address.
    @CurrentSession() _session: string,
  ): Promise<void> {
    await this.sendVerificationUseCase.execute(sub);
  }
}
