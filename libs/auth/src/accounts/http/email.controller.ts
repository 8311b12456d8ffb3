import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { Principal } from '#libs/contracts';
import { ApiGuarded, ApiProblems, RequireFreshProof, Source, type RequestSource } from '#libs/platform';
import { CurrentPrincipal, CurrentSession } from '#libs/verifier/nest';
import { PASSWORD_GUESSES } from '../../passwords/http/limits.js';
import { ChangeEmail } from '../change-email.js';
import { EmailChangeRequest } from './account.dto.js';

/** The address by which somebody logs in. */
@ApiTags('auth')
// A service client has never logged in, so it does not get as far as to lack a scope.
@ApiGuarded()
@Controller('v1/auth')
export class EmailController {
  constructor(private readonly changeEmailUseCase: ChangeEmail) {}

  /**
   * Changes the address that you log in with. The new one is not verified and counts at once: a slip of the finger locks you out
   * at the next login. Needs your password. Ten wrong passwords in a row end the session.
   */
  @Post('email')
  @RequireFreshProof()
  @HttpCode(204)
  @Throttle(PASSWORD_GUESSES)
  @Header('Cache-Control', 'no-store')
  @ApiNoContentResponse({ description: 'The address is changed.' })
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
  ): Promise<void> {
    await this.changeEmailUseCase.execute(
      { id: sub, ...source },
      { user_id: sub, session_id, email, current_password },
    );
  }
}
