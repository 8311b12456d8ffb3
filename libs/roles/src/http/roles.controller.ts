import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Caller, CurrentCaller } from '#libs/authority';
import type { Transaction } from '#libs/persistence';
import {
  ApiGuarded,
  ApiIfMatch,
  ApiProblems,
  Cursors,
  type ExpectedVersion,
  IfMatch,
  pageOf,
  pageRequest,
  Versioned,
} from '#libs/platform';
import { RequirePermissions } from '#libs/verifier/nest';
import { CreateRole } from '../catalogue/create-role.js';
import { DeleteRole } from '../catalogue/delete-role.js';
import { RoleCatalogue } from '../catalogue/role-catalogue.js';
import type { RoleRecord } from '../catalogue/role-record.js';
import { UpdateRole } from '../catalogue/update-role.js';
import { DryRun } from '../dry-run/dry-run.js';
import { BulkBody } from './bulk-body.decorator.js';
import { DryRunQuery, DryRunResult, TRIED } from './dry-run.dto.js';
import { madeOrForeseen } from './made-or-foreseen.js';
import {
  ChangedRole,
  CreateRole as RoleToMake,
  ForeseenRole,
  Role,
  RolePage,
  RoleParam,
  RoleQuery,
  toRole,
  UpdateRole as RoleChange,
  wholeDefinition,
} from './role.dto.js';

const LIST = 'roles';

@ApiTags('roles')
@ApiGuarded('insufficient_scope')
@RequirePermissions('roles:write')
@Controller('v1/roles')
export class RolesController {
  constructor(
    private readonly roleCatalogue: RoleCatalogue,
    private readonly createRoleUseCase: CreateRole,
    private readonly updateRoleUseCase: UpdateRole,
    private readonly deleteRoleUseCase: DeleteRole,
    private readonly dryRun: DryRun,
    private readonly cursors: Cursors,
  ) {}

  /** Lists the roles in order of name: all of them, or those whose name has something in it. */
  @Get()
  @RequirePermissions('roles:read')
  @ApiOkResponse({ type: RolePage })
  @ApiProblems('validation_failed', 'invalid_cursor')
  async listRoles(@Query() query: RoleQuery): Promise<RolePage> {
    const { name_contains, limit } = query;
    const list = `${LIST}:${name_contains ?? ''}`;
    const records = await this.roleCatalogue.list(pageRequest(query, list, this.cursors), { part: name_contains });
    const page = pageOf(records, limit, role => role.name, list, this.cursors);
    return { ...page, items: page.items.map(toRole) };
  }

  /** Makes a role, for who holds all that it gives. */
  @Post()
  @BulkBody()
  @Versioned()
  @ApiCreatedResponse({ type: Role })
  @ApiOkResponse({ type: ForeseenRole, description: TRIED })
  @ApiProblems(
    'invalid_json',
    'validation_failed',
    'insufficient_scope',
    'permission_not_held',
    'built_in_role',
    'role_not_found',
    'role_exists',
    'too_many_roles',
    'role_cycle',
    'role_too_large',
  )
  async createRole(
    @Query() { dry_run }: DryRunQuery,
    @Body() { name, ...definition }: RoleToMake,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Role | ForeseenRole> {
    const create = (open?: Transaction): Promise<RoleRecord> =>
      this.createRoleUseCase.execute(caller, name, wholeDefinition(definition), open);
    if (!dry_run) return toRole(await create());
    reply.code(200);
    return this.foreseen(name, create);
  }

  /** Shows one role. */
  @Get(':role')
  @RequirePermissions('roles:read')
  @Versioned()
  @ApiOkResponse({ type: Role })
  @ApiProblems('validation_failed', 'role_not_found')
  async getRole(@Param() { role }: RoleParam): Promise<Role> {
    return toRole(await this.roleCatalogue.get(role));
  }

  /** Changes a role, at once for all who have it, for who holds all that it gave and gives from then on. */
  @Patch(':role')
  @BulkBody()
  @Versioned()
  @ApiIfMatch()
  @ApiOkResponse({ type: ChangedRole })
  @ApiProblems(
    'invalid_json',
    'validation_failed',
    'insufficient_scope',
    'permission_not_held',
    'built_in_role',
    'role_not_found',
    'precondition_failed',
    'role_cycle',
    'role_too_large',
  )
  async updateRole(
    @Param() { role }: RoleParam,
    @Query() { dry_run }: DryRunQuery,
    @Body() change: RoleChange,
    @IfMatch() expected: ExpectedVersion,
    @CurrentCaller() caller: Caller,
  ): Promise<ChangedRole> {
    const update = (open?: Transaction): Promise<RoleRecord> =>
      this.updateRoleUseCase.execute(caller, role, change, expected, open);
    return dry_run ? this.foreseen(role, update) : toRole(await update());
  }

  /** Deletes a role, takes it from everybody who has it and out of other roles. */
  @Delete(':role')
  @ApiIfMatch()
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'Deleted.' })
  @ApiOkResponse({ type: DryRunResult, description: TRIED })
  @ApiProblems(
    'validation_failed',
    'insufficient_scope',
    'permission_not_held',
    'built_in_role',
    'role_not_found',
    'precondition_failed',
    'too_many_members',
  )
  deleteRole(
    @Param() { role }: RoleParam,
    @Query() { dry_run }: DryRunQuery,
    @IfMatch() expected: ExpectedVersion,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DryRunResult | undefined> {
    const make = (open?: Transaction): Promise<void> => this.deleteRoleUseCase.execute(caller, role, expected, open);
    return madeOrForeseen({ role, users: [], make }, dry_run ? this.dryRun : undefined, reply);
  }

  private async foreseen(role: string, change: (open: Transaction) => Promise<RoleRecord>): Promise<ForeseenRole> {
    const { result, effects, was } = await this.dryRun.of(role, [], change);
    // By the version that it has: who then makes the change by that does not undo what somebody else has done meanwhile.
    return { ...toRole(result), version: was?.version ?? result.version, effects };
  }
}
