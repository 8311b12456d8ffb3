import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiGuarded, ApiProblems, IdParam } from '#libs/platform';
import { RequirePermissions } from '#libs/verifier/nest';
import { ListUserIdentities } from '../list-user-identities.js';
import { LinkedIdentityList, listed } from './identities.dto.js';

/** By which other providers others get in. */
@ApiTags('users')
@ApiGuarded('insufficient_scope')
@RequirePermissions('users:read')
@Controller('v1/users/:id/identities')
export class UserIdentitiesController {
  constructor(private readonly listUserIdentitiesUseCase: ListUserIdentities) {}

  /** Lists the logins at other providers that are linked to a user's account, the oldest first. */
  @Get()
  @ApiOkResponse({ type: LinkedIdentityList })
  @ApiProblems('validation_failed', 'user_not_found')
  async listUserIdentities(@Param() { id }: IdParam): Promise<LinkedIdentityList> {
    return listed(await this.listUserIdentitiesUseCase.execute(id));
  }
}
