import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { loadPasswordEngine, Passwords } from '#libs/passwords';
import { RevocationsModule } from '#libs/revocations';
import { RolesModule } from '#libs/roles';
import { SessionsModule } from '#libs/sessions';
import { TokensModule } from '#libs/tokens';
import { UsersModule } from '#libs/users';
import { AccountsController } from './accounts/http/accounts.controller.js';
import { SetUserStatus } from './accounts/set-user-status.js';
import { FirstAdministrator } from './bootstrap/first-administrator.js';
import { AccountController } from './http/account.controller.js';
import { LoginController } from './http/login.controller.js';
import { SessionTokens } from './issue/session-tokens.js';
import { Login } from './login/login.js';
import { LogoutAll } from './logout/logout-all.js';
import { Logout } from './logout/logout.js';
import { ChangePassword } from './password/change-password.js';
import { PasswordHashing } from './password/password-hashing.js';
import { Profile } from './profile/profile.js';
import { RefreshSession } from './refresh/refresh-session.js';
import { Register } from './register/register.js';

@Module({
  imports: [AuditModule, RevocationsModule, RolesModule, SessionsModule, TokensModule, UsersModule],
  controllers: [LoginController, AccountController, AccountsController],
  providers: [
    { provide: Passwords, useFactory: async () => new Passwords({ engine: await loadPasswordEngine() }) },
    PasswordHashing,
    SessionTokens,
    Register,
    Login,
    RefreshSession,
    Logout,
    LogoutAll,
    ChangePassword,
    Profile,
    SetUserStatus,
    FirstAdministrator,
  ],
  exports: [FirstAdministrator],
})
export class AuthModule {}
