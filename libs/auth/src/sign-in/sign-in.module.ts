import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { RevocationsModule } from '#libs/revocations';
import { RolesModule } from '#libs/roles';
import { RotateSession, SessionsModule } from '#libs/sessions';
import { TokensModule } from '#libs/tokens';
import { UsersModule } from '#libs/users';
import { BrowserModule } from '../browser/browser.module.js';
import { BrowserSessionsModule } from '../browser/browser-sessions.module.js';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { KnownDevicesOfRequests } from './http/known-devices-of-requests.js';
import { SignInController } from './http/sign-in.controller.js';
import { SignOutController } from './http/sign-out.controller.js';
import { WayIn } from './http/way-in.js';
import { Login } from './login.js';
import { Logout } from './logout.js';
import { LogoutAll } from './logout-all.js';
import { PasswordProof } from './password-proof.js';
import { EndPresentedSession } from './end-presented-session.js';
import { RefreshSession } from './refresh-session.js';
import { rotate } from './session-statements.js';
import { SessionTokens } from './session-tokens.js';
import { StartSession } from './start-session.js';

/** Signing in, going on by refreshing, and signing out. */
@Module({
  imports: [
    AuditModule,
    BrowserModule,
    BrowserSessionsModule,
    PasswordsModule,
    RevocationsModule,
    RolesModule,
    SessionsModule,
    TokensModule,
    UsersModule,
  ],
  controllers: [SignInController, SignOutController],
  providers: [
    WayIn,
    KnownDevicesOfRequests,
    PasswordProof,
    Login,
    StartSession,
    EndPresentedSession,
    SessionTokens,
    RotateSession.by(rotate),
    RefreshSession,
    Logout,
    LogoutAll,
  ],
  exports: [KnownDevicesOfRequests, Login, Logout, RefreshSession],
})
export class SignInModule {}
