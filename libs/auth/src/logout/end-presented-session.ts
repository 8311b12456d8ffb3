import { Injectable } from '@nestjs/common';
import type { RequestSource } from '#libs/platform';
import { DomainError } from '#libs/platform';
import { readBearerToken } from '#libs/verifier/core';
import { CookieSessions } from '../browser/cookie-sessions.js';
import type { SessionCookies } from '../browser/session-cookies.js';

/** Ends the session that a login was sent in: whoever logs in anew leaves nothing behind that goes on. */
@Injectable()
export class EndPresentedSession {
  constructor(private readonly cookieSessions: CookieSessions) {}

  /** A token that is not good, or cannot be judged, is no reason to refuse a login. */
  async execute(
    rawHeaders: readonly string[],
    cookies: SessionCookies | undefined,
    source: RequestSource,
  ): Promise<void> {
    const credentials = readBearerToken(rawHeaders);
    const presented = cookies ?? (credentials.kind === 'token' ? { access: credentials.token } : {});
    try {
      await this.cookieSessions.end(presented, source);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'cannot_verify') throw error;
    }
  }
}
