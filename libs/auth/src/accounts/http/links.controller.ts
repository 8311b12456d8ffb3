import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import { ApiProblems, perMinute, type RequestSource, Source } from '#libs/platform';
import { Public } from '#libs/verifier/nest';
import { LinkTokenRequest } from '../../letters/http/link-token.dto.js';
import { ConfirmEmailChange } from '../confirm-email-change.js';
import { DisownEvent } from '../disown-event.js';
import { UndoEmailChange } from '../undo-email-change.js';
import { VerifyEmail } from '../verify-email.js';
import { EmailConfirmationRequest, EmailVerificationRequest } from './account.dto.js';

const LINK_USES = perMinute(20);

/**
 * What links of mails are good for, each once. The link opens a page, which changes nothing: programs that look for harm in mails
 * open all links. What is in it is posted here when somebody presses the button.
 */
@ApiTags('auth')
@Public()
@Controller('v1/auth')
export class LinksController {
  constructor(
    private readonly verifyEmailUseCase: VerifyEmail,
    private readonly confirmEmailChangeUseCase: ConfirmEmailChange,
    private readonly undoEmailChangeUseCase: UndoEmailChange,
    private readonly disownEvent: DisownEvent,
  ) {}

  /**
   * Shows that an address is yours, together with the password of the account (`password_required` without it). Who has registered chooses
   * one now: the account is there from now on, so log in.
   */
  @Post('email/verify')
  @HttpCode(204)
  @Throttle(LINK_USES)
  @Header('Cache-Control', 'no-store')
  @ApiNoContentResponse({ description: 'The address is verified.' })
  @ApiProblems(
    'invalid_json',
    'validation_failed',
    'invalid_link',
    'weak_password',
    'registration_closed',
    'password_required',
    'wrong_password',
    'overloaded',
  )
  async verifyEmail(
    @Body() { token, password }: EmailVerificationRequest,
    @Source() source: RequestSource,
  ): Promise<void> {
    await this.verifyEmailUseCase.execute(token, password, source);
  }

  /**
   * Makes the address that the link was sent to that of your account, together with the password of the account (`password_required`
   * without it). The address before is told, and can undo it for three days.
   */
  @Post('email/confirm')
  @HttpCode(204)
  @Throttle(LINK_USES)
  @Header('Cache-Control', 'no-store')
  @ApiNoContentResponse({ description: 'The address is changed.' })
  @ApiProblems(
    'invalid_json',
    'validation_failed',
    'invalid_link',
    'password_required',
    'wrong_password',
    'email_taken',
    'overloaded',
  )
  async confirmEmailChange(
    @Body() { token, password }: EmailConfirmationRequest,
    @Source() source: RequestSource,
  ): Promise<void> {
    await this.confirmEmailChangeUseCase.execute(token, password, source);
  }

  /**
   * Brings back the address that your account had before, ends all sessions and takes the password away: a link by which to set a new
   * one is sent to that address.
   */
  @Post('email/undo')
  @HttpCode(204)
  @Throttle(LINK_USES)
  @Header('Cache-Control', 'no-store')
  @ApiNoContentResponse({
    description: 'The address is the one from before; set a new password by the mail that is on its way.',
  })
  @ApiProblems('invalid_json', 'validation_failed', 'invalid_link')
  async undoEmailChange(@Body() { token }: LinkTokenRequest, @Source() source: RequestSource): Promise<void> {
    await this.undoEmailChangeUseCase.execute(token, source);
  }

  /**
   * Says that what a mail has told you of was not you: ends all sessions and takes the password away. A link by which to set a new one
   * is sent to the address of the account.
   */
  @Post('not-me')
  @HttpCode(204)
  @Throttle(LINK_USES)
  @Header('Cache-Control', 'no-store')
  @ApiNoContentResponse({ description: 'All sessions are over; set a new password by the mail that is on its way.' })
  @ApiProblems('invalid_json', 'validation_failed', 'invalid_link')
  async disown(@Body() { token }: LinkTokenRequest, @Source() source: RequestSource): Promise<void> {
    await this.disownEvent.execute(token, source);
  }
}
