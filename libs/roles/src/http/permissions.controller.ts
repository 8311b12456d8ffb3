import { Body, Controller, Delete, Get, HttpCode, Param, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Caller, CurrentCaller } from '#libs/authority';
import type { Principal } from '#libs/contracts';
import { ApiGuarded, ApiProblems, Cursors, pageOf, PageQuery, pageRequest } from '#libs/platform';
import { AccessTokenVerifier } from '#libs/verifier/core';
import { CurrentPrincipal, RequirePermissions } from '#libs/verifier/nest';
import { DeclarePermission } from '../permissions/declare-permission.js';
import { PermissionCatalogue } from '../permissions/permission-catalogue.js';
import { PermissionHolders } from '../permissions/permission-holders.js';
import { WithdrawPermission } from '../permissions/withdraw-permission.js';
import {
  Permission,
  PermissionDeclaration,
  PermissionHolderPage,
  PermissionPage,
  PermissionParam,
  PermissionQuery,
  toPermissionHolder,
} from './permission.dto.js';

const LIST = 'permissions';

@ApiTags('permissions')
@ApiGuarded('insufficient_scope')
@RequirePermissions('roles:read')
@Controller('v1/permissions')
export class PermissionsController {
  constructor(
    private readonly permissionCatalogue: PermissionCatalogue,
    private readonly permissionHolders: PermissionHolders,
    private readonly declarePermissionUseCase: DeclarePermission,
    private readonly withdrawPermissionUseCase: WithdrawPermission,
    private readonly accessTokenVerifier: AccessTokenVerifier,
    private readonly cursors: Cursors,
  ) {}

  /**
   * Lists the permissions that are built in, those that services have declared, and those that roles name without that, in order of name: all, or
   * some by their names.
   */
  @Get()
  @ApiOkResponse({ type: PermissionPage })
  @ApiProblems('validation_failed', 'invalid_cursor')
  async listPermissions(@Query() query: PermissionQuery): Promise<PermissionPage> {
    const { name_contains, limit } = query;
    const list = `${LIST}:${name_contains ?? ''}`;
    const records = await this.permissionCatalogue.listNamed(pageRequest(query, list, this.cursors), {
      part: name_contains,
    });
    return pageOf(records, limit, permission => permission.name, list, this.cursors);
  }

  /** Lists the users who hold a permission, in order of id, and through which roles. */
  @Get(':permission/holders')
  @ApiOkResponse({ type: PermissionHolderPage })
  @ApiProblems('validation_failed', 'invalid_cursor')
  async listPermissionHolders(
    @Param() { permission }: PermissionParam,
    @Query() query: PageQuery,
    @CurrentPrincipal() principal: Principal,
  ): Promise<PermissionHolderPage> {
    const list = `holders ${permission}`;
    const records = await this.permissionHolders.list(permission, pageRequest(query, list, this.cursors));
    const page = pageOf(records, query.limit, holder => holder.user_id, list, this.cursors);
    const seesAddress = this.accessTokenVerifier.permits(principal, 'users:read');
    return { ...page, items: page.items.map(holder => toPermissionHolder(holder, seesAddress)) };
  }

  /** Declares a permission of another service, or says anew what it means. */
  @Put(':permission')
  @RequirePermissions('permissions:declare')
  @ApiOkResponse({ type: Permission, description: 'It was declared before.' })
  @ApiCreatedResponse({ type: Permission, description: 'It is new.' })
  @ApiProblems('invalid_json', 'validation_failed', 'insufficient_scope', 'permission_exists')
  async declarePermission(
    @Param() { permission: name }: PermissionParam,
    @Body() { description }: PermissionDeclaration,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Permission> {
    const { permission, isNew } = await this.declarePermissionUseCase.execute(caller, name, description);
    reply.code(isNew ? 201 : 200);
    return permission;
  }

  /** Takes the declaration of a permission back. Roles that name the permission go on doing so. */
  @Delete(':permission')
  @RequirePermissions('permissions:declare')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'It is not declared any more.' })
  @ApiProblems('validation_failed', 'insufficient_scope', 'permission_not_found')
  async withdrawPermission(@Param() { permission }: PermissionParam, @CurrentCaller() caller: Caller): Promise<void> {
    await this.withdrawPermissionUseCase.execute(caller, permission);
  }
}
