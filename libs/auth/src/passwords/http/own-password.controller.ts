import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { Principal } from '#libs/contracts';
import { ApiGuarded, ApiProblems, type RequestSource, RequireFreshProof, Source } from '#libs/platform';
import { CurrentPrincipal, CurrentSession } from '#libs/verifier/nest';
import { ChangePassword } from '../change-password.js';
import { PASSWORD_GUESSES } from './limits.js';
import { PasswordChangeRequest } from './password.dto.js';

/** One's own password. */
@ApiTags('auth')
// A service client has never logged in, so it does not get as far as to lack a scope.
@ApiGuarded()
@Controller('v1/auth')
export class OwnPasswordController {
  constructor(private readonly changePasswordUseCase: ChangePassword) {}

  /** Changes your password and ends your other sessions. Refresh afterwards: the access token is outdated. Ten wrong current passwords in a row end this session. */
  @Post('password')
  @RequireFreshProof()
  @HttpCode(204)
  @Throttle(PASSWORD_GUESSES)
  @ApiNoContentResponse({ description: 'The password is changed; all other sessions are over.' })
  @ApiProblems(
    'invalid_json',
    'validation_failed',
    'weak_password',
    'token_missing',
    'invalid_token',
    'insufficient_user_authentication',
    'wrong_password',
    'overloaded',
  )
  async changePassword(
    @Body() change: PasswordChangeRequest,
    @CurrentPrincipal() { sub: user_id }: Principal,
    @CurrentSession() session_id: string,
    @Source() source: RequestSource,
  ): Promise<void> {
    await this.changePasswordUseCase.execute({ id: user_id, ...source }, { ...change, user_id, session_id });
  }
}
