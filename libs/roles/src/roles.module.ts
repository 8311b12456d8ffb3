import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { RevocationsModule } from '#libs/revocations';
import { Administrators } from './administrators.js';
import { GrantRole } from './grant-role.js';
import { Grants } from './grants.js';
import { RolesController } from './http/roles.controller.js';
import { UserRolesController } from './http/user-roles.controller.js';
import { RevokeRole } from './revoke-role.js';
import { RoleCatalogue } from './role-catalogue.js';
import { UserRoles } from './user-roles.js';

@Module({
  imports: [AuditModule, RevocationsModule],
  controllers: [RolesController, UserRolesController],
  providers: [Administrators, GrantRole, Grants, RevokeRole, RoleCatalogue, UserRoles],
  exports: [Administrators, GrantRole, Grants],
})
export class RolesModule {}
