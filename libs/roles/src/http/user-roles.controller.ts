import { Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags, IntersectionType } from '@nestjs/swagger';
import { ADMIN_ROLE, type Principal } from '#libs/contracts';
import { ApiGuarded, ApiProblems, IdParam, Origin, type RequestOrigin } from '#libs/platform';
import { CurrentPrincipal, Roles } from '#libs/verifier/nest';
import { GrantRole } from '../grant-role.js';
import { RevokeRole } from '../revoke-role.js';
import { UserRoles } from '../user-roles.js';
import { RoleParam, toUserRole, UserRoleList } from './role.dto.js';

class UserRoleParams extends IntersectionType(IdParam, RoleParam) {}

@ApiTags('roles')
@ApiGuarded('insufficient_scope')
@Roles(ADMIN_ROLE)
@Controller('v1/users/:id/roles')
export class UserRolesController {
  constructor(
    private readonly userRoles: UserRoles,
    private readonly grantRole: GrantRole,
    private readonly revokeRole: RevokeRole,
  ) {}

  /** Lists the roles that a user was given. */
  @Get()
  @ApiOkResponse({ type: UserRoleList })
  @ApiProblems('validation_failed', 'user_not_found')
  async listUserRoles(@Param() { id }: IdParam): Promise<UserRoleList> {
    return { items: (await this.userRoles.list(id)).map(toUserRole), next_cursor: null };
  }

  /** Gives a user a role; the user's next refresh brings it. */
  @Put(':role')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'The user has the role.' })
  @ApiProblems('validation_failed', 'user_not_found', 'role_not_found', 'token_too_large')
  async grantUserRole(
    @Param() { id, role }: UserRoleParams,
    @CurrentPrincipal() principal: Principal,
    @Origin() origin: RequestOrigin,
  ): Promise<void> {
    await this.grantRole.execute({ id: principal.sub, ...origin }, id, role);
  }

  /** Takes a role from a user, at once: access tokens that are out there are refused. */
  @Delete(':role')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'The user does not have the role.' })
  @ApiProblems('validation_failed', 'user_not_found', 'role_not_found', 'last_administrator')
  async revokeUserRole(
    @Param() { id, role }: UserRoleParams,
    @CurrentPrincipal() principal: Principal,
    @Origin() origin: RequestOrigin,
  ): Promise<void> {
    await this.revokeRole.execute({ id: principal.sub, ...origin }, id, role);
  }
}
