import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CsrfTokens } from '../csrf-tokens.js';
import { cookiesOf, EXPIRED_COOKIES, type TokensForCookies } from '../session-cookies.js';
import type { CookieSession } from './cookie-session.dto.js';

/** How tokens are handed to a browser and taken from it. */
@Injectable()
export class CookieAnswers {
  constructor(private readonly csrfTokens: CsrfTokens) {}

  /** Puts the tokens into cookies. @returns the body, which holds none of them */
  give(reply: FastifyReply, pair: TokensForCookies): CookieSession {
    reply.header('Set-Cookie', cookiesOf(pair));
    const { session_id, expires_in } = pair;
    return { session_id, expires_in, csrf_token: this.csrfTokens.issue(session_id) };
  }

  take(reply: FastifyReply): void {
    reply.header('Set-Cookie', [...EXPIRED_COOKIES]);
  }
}
