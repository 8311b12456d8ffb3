import { Body, Controller, Header, Param, Post } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '#libs/authority';
import { ApiGuarded, ApiProblems, IdParam } from '#libs/platform';
import { RequirePermissions, RequireRecentLogin } from '#libs/verifier/nest';
import { CreatePasswordToken } from '../create-password-token.js';
import { PasswordToken, PasswordTokenRequest } from './password.dto.js';

/** Whoever makes what could set another's password has to have logged in this recently, in seconds. */
const RECENT_LOGIN_SECONDS = 30 * 60;

/** Passwords of others: nobody sets one, but an administrator lets somebody set their own. */
@ApiTags('users')
@ApiGuarded('insufficient_scope', 'permission_not_held')
@RequirePermissions('users:write')
@Controller('v1/users')
export class UserPasswordController {
  constructor(private readonly createPasswordTokenUseCase: CreatePasswordToken) {}

  /**
   * Makes a token by which the user can set a password without the one before; earlier ones are good no more. It is shown to you, or
   * sent to the user and to nobody else. Needs a login of the last 30 minutes.
   */
  @Post(':id/password-token')
  @RequireRecentLogin(RECENT_LOGIN_SECONDS)
  @Header('Cache-Control', 'no-store')
  @ApiBody({ type: PasswordTokenRequest, required: false })
  @ApiCreatedResponse({ type: PasswordToken })
  @ApiProblems(
    'invalid_json',
    'validation_failed',
    'token_missing',
    'invalid_token',
    'insufficient_user_authentication',
    'user_not_found',
    'mail_off',
  )
  async createPasswordToken(
    @Param() { id }: IdParam,
    @Body() { send_mail = false }: PasswordTokenRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<PasswordToken> {
    const useCase = this.createPasswordTokenUseCase;
    const { expires_at, ...token } = await (send_mail ? useCase.byMail(caller, id) : useCase.execute(caller, id));
    return { ...token, expires_at: expires_at.toISOString() };
  }
}
