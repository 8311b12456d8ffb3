import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { loadPasswordEngine, Passwords } from '#libs/passwords';
import { RevocationsModule } from '#libs/revocations';
import { RolesModule } from '#libs/roles';
import { ServiceClientsModule } from '#libs/service-clients';
import { SessionsModule } from '#libs/sessions';
import { TokensModule } from '#libs/tokens';
import { UsersModule } from '#libs/users';
import { AccountsController } from './accounts/http/accounts.controller.js';
import { SetUserStatus } from './accounts/set-user-status.js';
import { FirstAdministrator } from './bootstrap/first-administrator.js';
import { CleanUpSchedule } from './housekeeping/clean-up.schedule.js';
import { CleanUp } from './housekeeping/clean-up.js';
import { AccountController } from './http/account.controller.js';
import { LoginController } from './http/login.controller.js';
import { SessionTokens } from './issue/session-tokens.js';
import { Login } from './login/login.js';
import { EndPresentedSession } from './logout/end-presented-session.js';
import { LogoutAll } from './logout/logout-all.js';
import { Logout } from './logout/logout.js';
import { GrantTokens } from './oauth/grant-tokens.js';
import { MetadataController } from './oauth/http/metadata.controller.js';
import { OAuthController } from './oauth/http/oauth.controller.js';
import { IntrospectToken } from './oauth/introspect-token.js';
import { IdentifyOAuthClient } from './oauth/oauth-client.js';
import { RevokePresentedToken } from './oauth/revoke-presented-token.js';
import { ChangePassword } from './password/change-password.js';
import { PasswordHashing } from './password/password-hashing.js';
import { Profile } from './profile/profile.js';
import { RefreshSession } from './refresh/refresh-session.js';
import { Register } from './register/register.js';

@Module({
  imports: [
    AuditModule,
    RevocationsModule,
    RolesModule,
    ServiceClientsModule,
    SessionsModule,
    TokensModule,
    UsersModule,
  ],
  controllers: [LoginController, AccountController, AccountsController, OAuthController, MetadataController],
  providers: [
    { provide: Passwords, useFactory: async () => new Passwords({ engine: await loadPasswordEngine() }) },
    PasswordHashing,
    SessionTokens,
    Register,
    Login,
    RefreshSession,
    Logout,
    EndPresentedSession,
    LogoutAll,
    ChangePassword,
    Profile,
    SetUserStatus,
    FirstAdministrator,
    IdentifyOAuthClient,
    GrantTokens,
    IntrospectToken,
    RevokePresentedToken,
    CleanUp,
    CleanUpSchedule,
  ],
  exports: [CleanUp, CleanUpSchedule, FirstAdministrator],
})
export class AuthModule {}
