import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { bearerChallenge } from '#libs/contracts';
import { DomainError, isSafe } from '#libs/platform';
import { RefreshTokens } from '#libs/tokens';
import { looksAtTokens } from '#libs/verifier/nest';
import { CsrfTokens } from '../csrf-tokens.js';
import { readSessionCookies, type SessionCookies } from '../session-cookies.js';
import { TrustedOrigins } from '../trusted-origins.js';
import { unverifiedSessionOf } from '../unverified-session.js';
import type { CookieRequest } from './cookie-request.js';
import { ReadsCookies } from './reads-cookies.decorator.js';

/**
 * Stands before everything that looks at tokens. It decides by which transport a request comes, and lets one that comes
 * by cookie change something only if a page that is trusted has sent it: by what the browser says of its source, and by a
 * CSRF token of the session. It looks nothing up. A route whose guards look at no token gets no cookie either.
 */
@Injectable()
export class BrowserGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly trustedOrigins: TrustedOrigins,
    private readonly csrfTokens: CsrfTokens,
    private readonly refreshTokens: RefreshTokens,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest & CookieRequest>();
    if (request.headers.cookie === undefined) return true;
    const handling = this.reflector.get(ReadsCookies, context.getHandler()) as 'login' | 'session' | undefined;
    if (handling === undefined && !looksAtTokens(context)) return true;
    const cookies = readSessionCookies(request.headers.cookie);
    if (cookies === undefined) return true;
    if (hasOtherCredentials(request)) {
      context.switchToHttp().getResponse<FastifyReply>().header('WWW-Authenticate', bearerChallenge('invalid_request'));
      throw new DomainError('invalid_request', {
        detail: 'There is a cookie of a session, and another token beside it.',
      });
    }
    if (!isSafe(request.method)) this.assertNotForged(request, cookies, handling);
    request.sessionCookies = cookies;
    request.cookiesAreHandled = handling !== undefined;
    return true;
  }

  /** @throws DomainError `cross_site_request`, `csrf_token_invalid` */
  private assertNotForged(
    { headers }: FastifyRequest,
    cookies: SessionCookies,
    handling: 'login' | 'session' | undefined,
  ): void {
    this.trustedOrigins.assertTrusted(headers);
    if (handling === 'login') return;
    // Nothing says here who calls: the guard of tokens answers 401, and the page knows that it has to refresh.
    if (handling === undefined && cookies.access === undefined) return;
    const token = headers['x-csrf-token'];
    const session = this.sessionMeantBy(cookies, handling);
    if (session !== undefined && typeof token === 'string' && this.csrfTokens.isGood(token, session)) return;
    // A handler that finds nothing but a refresh token that is none of ours can only have it thrown away.
    if (session === undefined && handling === 'session' && cookies.access === undefined) return;
    throw new DomainError('csrf_token_invalid');
  }

  /** Nobody has verified an access token here: whoever acts for its session does, and refuses a forged one. */
  private sessionMeantBy(
    { access = '', refresh = '' }: SessionCookies,
    handling: 'session' | undefined,
  ): string | undefined {
    const presented = handling === 'session' ? this.refreshTokens.decode(refresh) : undefined;
    return presented?.session_id ?? unverifiedSessionOf(access);
  }
}

function hasOtherCredentials({ headers, body }: FastifyRequest): boolean {
  if (headers.authorization !== undefined) return true;
  return typeof body === 'object' && body !== null && 'refresh_token' in body;
}
