import { Module } from '@nestjs/common';
import { RolesModule } from '#libs/roles';
import { ServiceClientsModule } from '#libs/service-clients';
import { UpstreamModule } from '#libs/upstream';
import { UpstreamLoginModule } from '../upstream/upstream-login.module.js';
import { ClientSteps } from './client-steps.js';
import { PermissionSteps } from './permission-steps.js';
import { ProviderSteps } from './provider-steps.js';
import { ReachWantedState } from './reach-wanted-state.js';
import { RoleSteps } from './role-steps.js';

/** Permissions, roles, clients and providers as somebody has written down that they are to be. */
@Module({
  imports: [RolesModule, ServiceClientsModule, UpstreamModule, UpstreamLoginModule],
  providers: [ClientSteps, PermissionSteps, ProviderSteps, ReachWantedState, RoleSteps],
  exports: [ReachWantedState],
})
export class WantedStateModule {}
