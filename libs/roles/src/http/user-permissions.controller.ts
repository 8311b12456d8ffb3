import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiGuarded, ApiProblems, Cursors, IdParam, pageOf, PageQuery, pageRequest } from '#libs/platform';
import { RequirePermissions } from '#libs/verifier/nest';
import { UserPermissions } from '../permissions/user-permissions.js';
import { toUserPermission, UserPermissionPage } from './permission.dto.js';

@ApiTags('permissions')
@ApiGuarded('insufficient_scope')
@Controller('v1/users/:id/permissions')
export class UserPermissionsController {
  constructor(
    private readonly userPermissions: UserPermissions,
    private readonly cursors: Cursors,
  ) {}

  /** Lists what a user may do by the roles that they were given, in order of permission, and through which of them. */
  @Get()
  @RequirePermissions('roles:read')
  @ApiOkResponse({ type: UserPermissionPage })
  @ApiProblems('validation_failed', 'invalid_cursor', 'user_not_found')
  async listUserPermissions(@Param() { id }: IdParam, @Query() query: PageQuery): Promise<UserPermissionPage> {
    const list = `permissions-of:${id}`;
    const records = await this.userPermissions.list(id, pageRequest(query, list, this.cursors));
    const page = pageOf(records, query.limit, ({ permission }) => permission, list, this.cursors);
    return { ...page, items: page.items.map(toUserPermission) };
  }
}
