import { Module } from '@nestjs/common';
import { SessionsModule } from '#libs/sessions';
import { TokensModule } from '#libs/tokens';
import { BrowserModule } from './browser.module.js';
import { CookieSessions } from './cookie-sessions.js';
import { CsrfController } from './http/csrf.controller.js';

/** The sessions that cookies belong to. Apart from `BrowserModule`, since it needs the verifier, which needs that. */
@Module({
  imports: [BrowserModule, SessionsModule, TokensModule],
  controllers: [CsrfController],
  providers: [CookieSessions],
  exports: [CookieSessions],
})
export class BrowserSessionsModule {}
