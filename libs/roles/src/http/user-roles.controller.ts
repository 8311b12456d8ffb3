import { Body, Controller, Delete, Get, HttpCode, Param, Put, Query, Res } from '@nestjs/common';
import { ApiBody, ApiNoContentResponse, ApiOkResponse, ApiTags, IntersectionType } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Caller, CurrentCaller } from '#libs/authority';
import type { Transaction } from '#libs/persistence';
import { ApiGuarded, ApiProblems, IdParam } from '#libs/platform';
import { RequireAnyPermission, RequirePermissions } from '#libs/verifier/nest';
import { DryRun } from '../dry-run/dry-run.js';
import { GrantRole } from '../grant-role.js';
import { RevokeRole } from '../revoke-role.js';
import { UserRoles } from '../user-roles.js';
import { DryRunQuery, DryRunResult, TRIED } from './dry-run.dto.js';
import { madeOrForeseen } from './made-or-foreseen.js';
import { expiryOf, GrantTerms, toUserRole, UserRoleList } from './role-grant.dto.js';
import { RoleParam } from './role.dto.js';

class UserRoleParams extends IntersectionType(IdParam, RoleParam) {}

@ApiTags('roles')
@ApiGuarded('insufficient_scope')
@Controller('v1/users/:id/roles')
export class UserRolesController {
  constructor(
    private readonly userRoles: UserRoles,
    private readonly grantRole: GrantRole,
    private readonly revokeRole: RevokeRole,
    private readonly dryRun: DryRun,
  ) {}

  /** Lists the roles that a user was given and that have not expired. */
  @Get()
  @RequirePermissions('roles:read')
  @ApiOkResponse({ type: UserRoleList })
  @ApiProblems('validation_failed', 'user_not_found')
  async listUserRoles(@Param() { id }: IdParam): Promise<UserRoleList> {
    return { items: (await this.userRoles.list(id)).map(toUserRole), next_cursor: null };
  }

  /**
   * Gives a user a role, for good or until a time; the user's next refresh brings it. To give it again replaces its end:
   * without `expires_at` the grant is for good from then on.
   */
  @Put(':role')
  @RequireAnyPermission('roles:assign', 'roles:delegate')
  @HttpCode(204)
  @ApiBody({ type: GrantTerms, required: false })
  @ApiNoContentResponse({ description: 'The user has the role.' })
  @ApiOkResponse({ type: DryRunResult, description: TRIED })
  @ApiProblems(
    'invalid_json',
    'validation_failed',
    'insufficient_scope',
    'permission_not_held',
    'user_not_found',
    'role_not_found',
    'last_administrator',
    'token_too_large',
  )
  grantUserRole(
    @Param() { id, role }: UserRoleParams,
    @Query() { dry_run }: DryRunQuery,
    @Body() terms: GrantTerms,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DryRunResult | undefined> {
    const make = (open?: Transaction): Promise<void> => this.grantRole.execute(caller, id, role, expiryOf(terms), open);
    return madeOrForeseen({ role, users: [id], make }, dry_run ? this.dryRun : undefined, reply);
  }

  /** Takes a role from a user, at once: access tokens that are out there are refused. */
  @Delete(':role')
  @RequireAnyPermission('roles:assign', 'roles:delegate')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'The user does not have the role.' })
  @ApiOkResponse({ type: DryRunResult, description: TRIED })
  @ApiProblems(
    'validation_failed',
    'insufficient_scope',
    'permission_not_held',
    'user_not_found',
    'role_not_found',
    'last_administrator',
  )
  revokeUserRole(
    @Param() { id, role }: UserRoleParams,
    @Query() { dry_run }: DryRunQuery,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DryRunResult | undefined> {
    const make = (open?: Transaction): Promise<void> => this.revokeRole.execute(caller, id, role, open);
    return madeOrForeseen({ role, users: [id], make }, dry_run ? this.dryRun : undefined, reply);
  }
}
