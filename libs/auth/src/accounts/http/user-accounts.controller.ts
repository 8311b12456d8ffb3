import { Body, Controller, Delete, Header, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '#libs/authority';
import { ApiGuarded, ApiIfMatch, ApiProblems, type ExpectedVersion, IdParam, IfMatch, Versioned } from '#libs/platform';
import { toUser, User } from '#libs/users';
import { RequirePermissions } from '#libs/verifier/nest';
import { DeleteUser } from '../delete-user.js';
import { type InvitedUser, InviteUser } from '../invite-user.js';
import { UpdateUser } from '../update-user.js';
import { CreatedUser, CreateUserRequest, UpdateUserRequest } from './account.dto.js';

/** What is done with the accounts of others, and what takes more than the users' own table. */
@ApiTags('users')
@ApiGuarded('insufficient_scope', 'permission_not_held')
@RequirePermissions('users:write')
@Controller('v1/users')
export class UserAccountsController {
  constructor(
    private readonly inviteUser: InviteUser,
    private readonly updateUserUseCase: UpdateUser,
    private readonly deleteUserUseCase: DeleteUser,
  ) {}

  /** Makes an account for somebody, who then sets a password by the token that is shown here once, or sent to them. */
  @Post()
  @Versioned()
  @Header('Cache-Control', 'no-store')
  @ApiCreatedResponse({ type: CreatedUser })
  @ApiProblems('invalid_json', 'validation_failed', 'role_not_found', 'email_taken', 'mail_off', 'token_too_large')
  async createUser(
    @Body() { email, roles = [], ext = null, email_verified = false, send_invitation = false }: CreateUserRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<CreatedUser> {
    const invitation = { email, roles, ext, email_verified };
    if (send_invitation) return toCreatedUser(await this.inviteUser.byMail(caller, invitation));
    const invited = await this.inviteUser.execute(caller, invitation);
    return { ...toCreatedUser(invited), set_password_token: invited.password_token.token };
  }

  /** Disables a user, at once and everywhere, or enables one again; sets the claims that the user's tokens carry. */
  @Patch(':id')
  @Versioned()
  @ApiIfMatch()
  @ApiOkResponse({ type: User })
  @ApiProblems(
    'invalid_json',
    'validation_failed',
    'user_not_found',
    'precondition_failed',
    'last_administrator',
    'user_invited',
    'token_too_large',
  )
  async updateUser(
    @Param() { id }: IdParam,
    @Body() change: UpdateUserRequest,
    @CurrentCaller() caller: Caller,
    @IfMatch() expected: ExpectedVersion,
  ): Promise<User> {
    return toUser(await this.updateUserUseCase.execute(caller, id, change, expected));
  }

  /** Deletes a user with all sessions and grants, at once and everywhere. */
  @Delete(':id')
  @RequirePermissions('users:delete')
  @HttpCode(204)
  @ApiIfMatch()
  @ApiNoContentResponse({ description: 'The user is deleted.' })
  @ApiProblems('validation_failed', 'user_not_found', 'precondition_failed', 'last_administrator')
  async deleteUser(
    @Param() { id }: IdParam,
    @CurrentCaller() caller: Caller,
    @IfMatch() expected: ExpectedVersion,
  ): Promise<void> {
    await this.deleteUserUseCase.execute(caller, id, expected);
  }
}

function toCreatedUser({ user, password_token }: InvitedUser<{ readonly expires_at: Date }>): CreatedUser {
  return { ...toUser(user), set_password_expires_at: password_token.expires_at.toISOString() };
}
