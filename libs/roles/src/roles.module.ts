import { Global, Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { Authority } from '#libs/authority';
import { RevocationsModule } from '#libs/revocations';
import { Administrators } from './administrators.js';
import { Assignment } from './authority/assignment.js';
import { RoleAuthority } from './authority/role-authority.js';
import { RoleHoldings } from './authority/role-holdings.js';
import { CreateRole } from './catalogue/create-role.js';
import { DemandOnAdministrators } from './catalogue/demand-on-administrators.js';
import { DeleteRole } from './catalogue/delete-role.js';
import { RoleAnnouncements } from './catalogue/role-announcements.js';
import { RoleCatalogue } from './catalogue/role-catalogue.js';
import { RoleContent } from './catalogue/role-content.js';
import { UpdateRole } from './catalogue/update-role.js';
import { DryRun } from './dry-run/dry-run.js';
import { GrantRole } from './grant-role.js';
import { GrantsToNewcomers } from './grants-to-newcomers.js';
import { RoleGrants } from './role-grants.js';
import { MembersController } from './http/members.controller.js';
import { PermissionsController } from './http/permissions.controller.js';
import { RolesController } from './http/roles.controller.js';
import { UserPermissionsController } from './http/user-permissions.controller.js';
import { UserRolesController } from './http/user-roles.controller.js';
import { BulkTurn } from './members/bulk-turn.js';
import { AddMembers } from './members/add-members.js';
import { Members } from './members/members.js';
import { RemoveMembers } from './members/remove-members.js';
import { DeclarePermission } from './permissions/declare-permission.js';
import { PermissionCatalogue } from './permissions/permission-catalogue.js';
import { PermissionHolders } from './permissions/permission-holders.js';
import { UserPermissions } from './permissions/user-permissions.js';
import { WithdrawPermission } from './permissions/withdraw-permission.js';
import { RevokeRole } from './revoke-role.js';
import { UserRoles } from './user-roles.js';

/** Global, because every feature asks the authority that is in here. */
@Global()
@Module({
  imports: [AuditModule, RevocationsModule],
  controllers: [
    RolesController,
    MembersController,
    UserRolesController,
    UserPermissionsController,
    PermissionsController,
  ],
  providers: [
    { provide: Authority, useClass: RoleAuthority },
    Administrators,
    Assignment,
    RoleHoldings,
    RoleGrants,
    GrantRole,
    GrantsToNewcomers,
    RevokeRole,
    UserRoles,
    RoleCatalogue,
    RoleContent,
    RoleAnnouncements,
    CreateRole,
    UpdateRole,
    DeleteRole,
    DemandOnAdministrators,
    DryRun,
    Members,
    AddMembers,
    BulkTurn,
    RemoveMembers,
    PermissionCatalogue,
    PermissionHolders,
    UserPermissions,
    DeclarePermission,
    WithdrawPermission,
  ],
  exports: [
    Administrators,
    Assignment,
    Authority,
    CreateRole,
    DeclarePermission,
    DeleteRole,
    DemandOnAdministrators,
    GrantRole,
    GrantsToNewcomers,
    PermissionCatalogue,
    RoleGrants,
    RevokeRole,
    RoleCatalogue,
    UpdateRole,
    UserRoles,
    WithdrawPermission,
  ],
})
export class RolesModule {}
