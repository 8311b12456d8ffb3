import { Body, Controller, Param, Patch } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ADMIN_ROLE, type Principal } from '#libs/contracts';
import { ApiGuarded, ApiProblems, IdParam, Origin, type RequestOrigin } from '#libs/platform';
import { toUser, User } from '#libs/users';
import { CurrentPrincipal, Roles } from '#libs/verifier/nest';
import { SetUserStatus } from '../set-user-status.js';
import { UpdateUser } from './user-status.dto.js';

/** What administrators do with accounts and what takes more than the users' own table. */
@ApiTags('users')
@ApiGuarded('insufficient_scope')
@Roles(ADMIN_ROLE)
@Controller('v1/users')
export class AccountsController {
  constructor(private readonly setUserStatus: SetUserStatus) {}

  /** Disables a user, at once and everywhere, or enables one again. */
  @Patch(':id')
  @ApiOkResponse({ type: User })
  @ApiProblems('invalid_json', 'validation_failed', 'user_not_found', 'last_administrator')
  async updateUser(
    @Param() { id }: IdParam,
    @Body() { status }: UpdateUser,
    @CurrentPrincipal() principal: Principal,
    @Origin() origin: RequestOrigin,
  ): Promise<User> {
    return toUser(await this.setUserStatus.execute({ id: principal.sub, ...origin }, id, status));
  }
}
