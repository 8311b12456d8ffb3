import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ADMIN_ROLE, type Principal } from '#libs/contracts';
import {
  ApiGuarded,
  ApiProblems,
  Cursors,
  Origin,
  pageOf,
  PageQuery,
  pageRequest,
  type RequestOrigin,
} from '#libs/platform';
import { CurrentPrincipal, Roles } from '#libs/verifier/nest';
import { RoleCatalogue } from '../role-catalogue.js';
import { CreateRole, Role, RolePage, RoleParam, toRole, UpdateRole } from './role.dto.js';

const LIST = 'roles';

@ApiTags('roles')
@ApiGuarded('insufficient_scope')
@Roles(ADMIN_ROLE)
@Controller('v1/roles')
export class RolesController {
  constructor(
    private readonly roles: RoleCatalogue,
    private readonly cursors: Cursors,
  ) {}

  /** Lists the roles in order of name. */
  @Get()
  @ApiOkResponse({ type: RolePage })
  @ApiProblems('validation_failed', 'invalid_cursor')
  async listRoles(@Query() query: PageQuery): Promise<RolePage> {
    const records = await this.roles.list(pageRequest(query, LIST, this.cursors));
    const page = pageOf(records, query.limit, role => role.name, LIST, this.cursors);
    return { ...page, items: page.items.map(toRole) };
  }

  /** Makes a role. */
  @Post()
  @ApiCreatedResponse({ type: Role })
  @ApiProblems('validation_failed', 'role_exists')
  async createRole(
    @Body() { name, description = '', permissions }: CreateRole,
    @CurrentPrincipal() principal: Principal,
    @Origin() origin: RequestOrigin,
  ): Promise<Role> {
    return toRole(await this.roles.create({ id: principal.sub, ...origin }, name, { description, permissions }));
  }

  /** Shows one role. */
  @Get(':role')
  @ApiOkResponse({ type: Role })
  @ApiProblems('validation_failed', 'role_not_found')
  async getRole(@Param() { role }: RoleParam): Promise<Role> {
    return toRole(await this.roles.get(role));
  }

  /** Changes a role's description or its permissions. */
  @Patch(':role')
  @ApiOkResponse({ type: Role })
  @ApiProblems('validation_failed', 'role_not_found', 'built_in_role', 'insufficient_scope')
  async updateRole(
    @Param() { role }: RoleParam,
    @Body() change: UpdateRole,
    @CurrentPrincipal() principal: Principal,
    @Origin() origin: RequestOrigin,
  ): Promise<Role> {
    return toRole(await this.roles.update({ id: principal.sub, ...origin }, role, change));
  }

  /** Deletes a role and takes it from everybody who has it. */
  @Delete(':role')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'Deleted.' })
  @ApiProblems('validation_failed', 'role_not_found', 'built_in_role', 'insufficient_scope')
  async deleteRole(
    @Param() { role }: RoleParam,
    @CurrentPrincipal() principal: Principal,
    @Origin() origin: RequestOrigin,
  ): Promise<void> {
    await this.roles.delete({ id: principal.sub, ...origin }, role);
  }
}
