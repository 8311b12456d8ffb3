import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import { ApiProblems, Source, type RequestSource } from '#libs/platform';
import { Public } from '#libs/verifier/nest';
import { PASSWORD_GUESSES } from './limits.js';
import { SetPassword } from '../set-password.js';
import { SetPasswordRequest } from './password.dto.js';

/** The way in for who was invited or has lost the password. */
@ApiTags('auth')
@Public()
@Controller('v1/auth/password')
export class PasswordTokenController {
  constructor(private readonly setPassword: SetPassword) {}

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
}
