import { Module } from '@nestjs/common';
import { AccountsModule } from './accounts/accounts.module.js';
import { BackChannelModule } from './backchannel/backchannel.module.js';
import { BrowserSessionsModule } from './browser/browser-sessions.module.js';
import { ExportModule } from './export/export.module.js';
import { FactorManagementModule } from './factors/factor-management.module.js';
import { LoginCodesModule } from './login-codes/login-codes.module.js';
import { NoticesModule } from './notices/notices.module.js';
import { OAuthModule } from './oauth/oauth.module.js';
import { OpenIdModule } from './openid/openid.module.js';
import { PasswordsModule } from './passwords/passwords.module.js';
import { SignInModule } from './sign-in/sign-in.module.js';
import { StatisticsModule } from './statistics/statistics.module.js';
import { UpstreamLoginModule } from './upstream/upstream-login.module.js';
import { WantedStateModule } from './wanted-state/wanted-state.module.js';

const CAPABILITIES = [
  SignInModule,
  LoginCodesModule,
  BrowserSessionsModule,
  PasswordsModule,
  FactorManagementModule,
  AccountsModule,
  NoticesModule,
  ExportModule,
  BackChannelModule,
  OpenIdModule,
  OAuthModule,
  UpstreamLoginModule,
  StatisticsModule,
  WantedStateModule,
];

/** The use cases that need more than one concept: a module for each capability, and here all of them. */
@Module({ imports: CAPABILITIES, exports: CAPABILITIES })
export class AuthModule {}
