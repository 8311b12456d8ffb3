import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '#libs/authority';
import { toFactor } from '#libs/factors';
import { ApiGuarded, ApiProblems, IdParam } from '#libs/platform';
import { RequirePermissions, RequireRecentLogin } from '#libs/verifier/nest';
import { ListUserFactors } from '../list-user-factors.js';
import { ResetFactors } from '../reset-factors.js';
import { FactorList } from './factors.dto.js';

/** Whoever lets somebody in without their factor has to have logged in this recently, in seconds. */
const RECENT_LOGIN_SECONDS = 30 * 60;

/** What others have besides the password, and have lost. */
@ApiTags('users')
@ApiGuarded('insufficient_scope', 'permission_not_held')
@RequirePermissions('users:write')
@Controller('v1/users/:id/factors')
export class UserFactorsController {
  constructor(
    private readonly listUserFactorsUseCase: ListUserFactors,
    private readonly resetFactors: ResetFactors,
  ) {}

  /** Lists the second factors of a user, the oldest first, without what is secret about them. */
  @Get()
  @RequirePermissions('users:read')
  @ApiOkResponse({ type: FactorList })
  @ApiProblems('validation_failed', 'insufficient_scope', 'user_not_found')
  async listUserFactors(@Param() { id }: IdParam): Promise<FactorList> {
    const factors = await this.listUserFactorsUseCase.execute(id);
    return { items: factors.map(toFactor), next_cursor: null };
  }

  /**
   * Takes all second factors of a user away who has lost them, recovery codes among them, and ends the user's sessions. Not your own.
   */
  @Delete()
  @RequireRecentLogin(RECENT_LOGIN_SECONDS)
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'The factors are gone, and the sessions are over.' })
  @ApiProblems(
    'validation_failed',
    'token_missing',
    'invalid_token',
    'insufficient_user_authentication',
    'user_not_found',
  )
  async resetUserFactors(@Param() { id }: IdParam, @CurrentCaller() caller: Caller): Promise<void> {
    await this.resetFactors.execute(caller, id);
  }
}
