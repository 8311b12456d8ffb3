import { Module } from '@nestjs/common';
import { TokensModule } from '#libs/tokens';
import { CsrfTokens } from './csrf-tokens.js';
import { BrowserGuard } from './http/browser.guard.js';
import { CookieAnswers } from './http/cookie-answers.js';
import { CookieTokenSource } from './http/cookie-token-source.js';
import { TrustedOrigins } from './trusted-origins.js';

/** What stands between browsers and everything else. Apart from the use cases, since the guards need it before those. */
@Module({
  imports: [TokensModule],
  providers: [CsrfTokens, TrustedOrigins, BrowserGuard, CookieTokenSource, CookieAnswers],
  exports: [CsrfTokens, TrustedOrigins, BrowserGuard, CookieTokenSource, CookieAnswers],
})
export class BrowserModule {}
