import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { OidcModule } from '#libs/oidc';
import { RolesModule } from '#libs/roles';
import { ServiceClientsModule } from '#libs/service-clients';
import { SessionsModule } from '#libs/sessions';
import { TokensModule } from '#libs/tokens';
import { UsersModule } from '#libs/users';
import { BrowserModule } from '../browser/browser.module.js';
import { BrowserSessionsModule } from '../browser/browser-sessions.module.js';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { AllowApplication } from './allow-application.js';
import { AskForLogout } from './ask-for-logout.js';
import { AuthorizeApplication } from './authorize-application.js';
import { BeginInteraction } from './begin-interaction.js';
import { DescribePerson } from './describe-person.js';
import { BeginDevice } from './devices/begin-device.js';
import { DecideDevice } from './devices/decide-device.js';
import { FindDevice } from './devices/find-device.js';
import { DeviceController } from './devices/http/device.controller.js';
import { RedeemDeviceCode } from './devices/redeem-device-code.js';
import { AuthorizeController } from './http/authorize.controller.js';
import { ConsentsController } from './http/consents.controller.js';
import { EndSessionController } from './http/end-session.controller.js';
import { InteractionsController } from './http/interactions.controller.js';
import { UserinfoController } from './http/userinfo.controller.js';
import { OpenApplicationSession } from './open-application-session.js';
import { PushRequest } from './push-request.js';
import { ReadAuthorizationRequest } from './read-authorization-request.js';
import { ReadLogoutRequest } from './read-logout-request.js';
import { RedeemCode } from './redeem-code.js';
import { TellApplication } from './tell-application.js';
import { WithdrawConsent } from './withdraw-consent.js';

/** OpenID Connect: applications let people log in here. */
@Module({
  imports: [
    AuditModule,
    BrowserModule,
    BrowserSessionsModule,
    OidcModule,
    RolesModule,
    ServiceClientsModule,
    SessionsModule,
    SignInModule,
    TokensModule,
    UsersModule,
  ],
  controllers: [
    AuthorizeController,
    InteractionsController,
    DeviceController,
    UserinfoController,
    EndSessionController,
    ConsentsController,
  ],
  providers: [
    AllowApplication,
    AskForLogout,
    AuthorizeApplication,
    BeginDevice,
    BeginInteraction,
    DecideDevice,
    DescribePerson,
    FindDevice,
    OpenApplicationSession,
    PushRequest,
    ReadAuthorizationRequest,
    ReadLogoutRequest,
    RedeemCode,
    RedeemDeviceCode,
    TellApplication,
    WithdrawConsent,
  ],
  exports: [BeginDevice, PushRequest, RedeemCode, RedeemDeviceCode, TellApplication],
})
export class OpenIdModule {}
