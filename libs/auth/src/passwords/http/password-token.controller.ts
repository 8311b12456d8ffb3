import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import { ApiProblems, perMinute, Source, type RequestSource } from '#libs/platform';
import { Public } from '#libs/verifier/nest';
import { PASSWORD_GUESSES } from './limits.js';
import { ForgotPassword } from '../forgot-password.js';
import { SetPassword } from '../set-password.js';
import { ForgottenPasswordRequest, SetPasswordRequest } from './password.dto.js';

/** The way in for who was invited or has lost the password. */
@ApiTags('auth')
@Public()
@Controller('v1/auth/password')
export class PasswordTokenController {
  constructor(
    private readonly setPassword: SetPassword,
    private readonly forgotPasswordUseCase: ForgotPassword,
  ) {}

  /** Sets your password by the token that you were sent, and ends all your sessions. Each token is good once. */
  @Post('set')
  @HttpCode(204)
  @Throttle(PASSWORD_GUESSES)
  @Header('Cache-Control', 'no-store')
  @ApiNoContentResponse({ description: 'The password is set: log in with it.' })
  @ApiProblems('invalid_json', 'validation_failed', 'invalid_password_token', 'weak_password', 'overloaded')
  async setPasswordByToken(
    @Body() { token, password }: SetPasswordRequest,
    @Source() source: RequestSource,
  ): Promise<void> {
    await this.setPassword.execute(token, password, source);
  }

  /**
   * Sends a link to this address by which a new password is set, if it is that of an account. The answer tells nothing of that, and
   * neither does its time. Second factors stay as they are. No more than five of these mails an hour go to one address.
   */
  @Post('forgot')
  @HttpCode(202)
  @Throttle(perMinute(10))
  @Header('Cache-Control', 'no-store')
  @ApiAcceptedResponse({ description: 'It is done, if there is anything to be done.' })
  @ApiProblems('invalid_json', 'validation_failed', 'mail_off')
  async forgotPassword(@Body() { email }: ForgottenPasswordRequest, @Source() source: RequestSource): Promise<void> {
    await this.forgotPasswordUseCase.execute(email, source);
  }
}
