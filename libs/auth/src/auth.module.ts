import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { loadPasswordEngine, Passwords } from '#libs/passwords';
import { RevocationsModule } from '#libs/revocations';
import { RolesModule } from '#libs/roles';
import { ServiceClientsModule } from '#libs/service-clients';
import { SessionsModule } from '#libs/sessions';
import { TokensModule } from '#libs/tokens';
import { UsersModule } from '#libs/users';
import { ChangeEmail } from './accounts/change-email.js';
import { CloseAccount } from './accounts/close-account.js';
import { CreatePasswordToken } from './accounts/create-password-token.js';
import { DeleteUser } from './accounts/delete-user.js';
import { AccountsController } from './accounts/http/accounts.controller.js';
import { OwnAccountController } from './accounts/http/own-account.controller.js';
import { PasswordTokenController } from './accounts/http/password-token.controller.js';
import { InviteUser } from './accounts/invite-user.js';
import { UpdateUser } from './accounts/update-user.js';
import { BrowserModule } from './browser/browser.module.js';
import { CookieSessions } from './browser/cookie-sessions.js';
import { CsrfController } from './browser/http/csrf.controller.js';
import { FirstAdministrator } from './bootstrap/first-administrator.js';
import { ExportAccount } from './export/export-account.js';
import { ExportController } from './export/http/export.controller.js';
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
import { CreatorsPower } from './password/creators-power.js';
import { PasswordHashing } from './password/password-hashing.js';
import { SetPassword } from './password/set-password.js';
import { Profile } from './profile/profile.js';
import { RefreshSession } from './refresh/refresh-session.js';
import { Register } from './register/register.js';

@Module({
  imports: [
    AuditModule,
    BrowserModule,
    RevocationsModule,
    RolesModule,
    ServiceClientsModule,
    SessionsModule,
    TokensModule,
    UsersModule,
  ],
  controllers: [
    LoginController,
    CsrfController,
    PasswordTokenController,
    AccountController,
    OwnAccountController,
    ExportController,
    AccountsController,
    OAuthController,
    MetadataController,
  ],
  providers: [
    { provide: Passwords, useFactory: async () => new Passwords({ engine: await loadPasswordEngine() }) },
    PasswordHashing,
    SessionTokens,
    Register,
    Login,
    RefreshSession,
    Logout,
    EndPresentedSession,
    CookieSessions,
    LogoutAll,
    ChangePassword,
    SetPassword,
    CreatorsPower,
    Profile,
    InviteUser,
    UpdateUser,
    CloseAccount,
    DeleteUser,
    CreatePasswordToken,
    ChangeEmail,
    ExportAccount,
    FirstAdministrator,
    IdentifyOAuthClient,
    GrantTokens,
    IntrospectToken,
    RevokePresentedToken,
    CleanUp,
    CleanUpSchedule,
  ],
  exports: [CleanUp, CleanUpSchedule, FirstAdministrator, InviteUser, UpdateUser],
})
export class AuthModule {}
