import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { FactorsModule } from '#libs/factors';
import { OutboundModule } from '#libs/outbound';
import { RevocationsModule } from '#libs/revocations';
import { RolesModule } from '#libs/roles';
import { UpstreamModule } from '#libs/upstream';
import { UsersModule } from '#libs/users';
import { BrowserModule } from '../browser/browser.module.js';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { AccountOfIdentity } from './account-of-identity.js';
import { ApplyMappedRoles } from './apply-mapped-roles.js';
import { AskProvider } from './ask-provider.js';
import { BeginUpstreamLogin } from './begin-upstream-login.js';
import { CreateProvider } from './create-provider.js';
import { DeleteProvider } from './delete-provider.js';
import { IdentitiesController } from './http/identities.controller.js';
import { IdentityProvidersController } from './http/identity-providers.controller.js';
import { UpstreamLoginController } from './http/upstream-login.controller.js';
import { UpstreamReturnController } from './http/upstream-return.controller.js';
import { UserIdentitiesController } from './http/user-identities.controller.js';
import { LinkIdentity } from './link-identity.js';
import { ListUserIdentities } from './list-user-identities.js';
import { LoginByUpstream } from './login-by-upstream.js';
import { MayConfigure } from './may-configure.js';
import { RecognisePerson } from './recognise-person.js';
import { UnlinkIdentity } from './unlink-identity.js';
import { UpdateProvider } from './update-provider.js';
import { UpstreamConnections } from './upstream-connections.js';

/** Other providers of OpenID Connect by which people log in here. */
@Module({
  imports: [
    AuditModule,
    BrowserModule,
    FactorsModule,
    OutboundModule,
    RevocationsModule,
    RolesModule,
    SignInModule,
    UpstreamModule,
    UsersModule,
  ],
  controllers: [
    IdentityProvidersController,
    UpstreamLoginController,
    UpstreamReturnController,
    IdentitiesController,
    UserIdentitiesController,
  ],
  providers: [
    AccountOfIdentity,
    ApplyMappedRoles,
    AskProvider,
    BeginUpstreamLogin,
    CreateProvider,
    DeleteProvider,
    LinkIdentity,
    ListUserIdentities,
    LoginByUpstream,
    MayConfigure,
    RecognisePerson,
    UnlinkIdentity,
    UpdateProvider,
    UpstreamConnections,
  ],
  exports: [CreateProvider, DeleteProvider, UpdateProvider],
})
export class UpstreamLoginModule {}
