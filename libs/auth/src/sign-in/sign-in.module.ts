import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { FactorsModule } from '#libs/factors';
import { RevocationsModule } from '#libs/revocations';
import { RolesModule } from '#libs/roles';
import { RotateSession, SessionsModule } from '#libs/sessions';
import { TokensModule } from '#libs/tokens';
import { UsersModule } from '#libs/users';
import { BrowserModule } from '../browser/browser.module.js';
import { BrowserSessionsModule } from '../browser/browser-sessions.module.js';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { DemandFactor } from './demand-factor.js';
import { ForgetLoginTickets } from './forget-login-tickets.js';
import { FactorChallengeController } from './http/factor-challenge.controller.js';
import { FreshProofGuard } from './http/fresh-proof.guard.js';
import { KnownDevicesOfRequests } from './http/known-devices-of-requests.js';
import { SecondStepController } from './http/second-step.controller.js';
import { PasskeySignInController } from './http/passkey-sign-in.controller.js';
import { SignInController } from './http/sign-in.controller.js';
import { SignOutController } from './http/sign-out.controller.js';
import { StepUpController } from './http/step-up.controller.js';
import { WayIn } from './http/way-in.js';
import { Login } from './login.js';
import { LoginCounts } from './login-counts.js';
import { LoginTickets } from './login-tickets.js';
import { Logout } from './logout.js';
import { LogoutAll } from './logout-all.js';
import { LoginByPasskey } from './login-by-passkey.js';
import { PasskeyProof } from './passkey-proof.js';
import { PasswordProof } from './password-proof.js';
import { EndPresentedSession } from './end-presented-session.js';
import { RaiseSession } from './raise-session.js';
import { RefreshSession } from './refresh-session.js';
import { SecondStep } from './second-step.js';
import { rotate } from './session-statements.js';
import { SessionTokens } from './session-tokens.js';
import { StartSession } from './start-session.js';
import { WelcomeDevice } from './welcome-device.js';
import { StepUp } from './step-up.js';

/** Signing in, going on by refreshing, and signing out. */
@Module({
  imports: [
    AuditModule,
    BrowserModule,
    BrowserSessionsModule,
    FactorsModule,
    PasswordsModule,
    RevocationsModule,
    RolesModule,
    SessionsModule,
    TokensModule,
    UsersModule,
  ],
  controllers: [
    SignInController,
    PasskeySignInController,
    SecondStepController,
    FactorChallengeController,
    StepUpController,
    SignOutController,
  ],
  providers: [
    WayIn,
    KnownDevicesOfRequests,
    FreshProofGuard,
    PasswordProof,
    DemandFactor,
    Login,
    LoginCounts,
    LoginTickets,
    ForgetLoginTickets,
    SecondStep,
    PasskeyProof,
    LoginByPasskey,
    StartSession,
    WelcomeDevice,
    EndPresentedSession,
    SessionTokens,
    RotateSession.by(rotate),
    RefreshSession,
    RaiseSession,
    StepUp,
    Logout,
    LogoutAll,
  ],
  exports: [
    DemandFactor,
    FreshProofGuard,
    KnownDevicesOfRequests,
    Login,
    LoginCounts,
    Logout,
    RefreshSession,
    StartSession,
    WayIn,
    WelcomeDevice,
  ],
})
export class SignInModule {}
