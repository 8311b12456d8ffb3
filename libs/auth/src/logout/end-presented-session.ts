import { Injectable } from '@nestjs/common';
import type { RequestOrigin } from '#libs/platform';
import { AccessTokenVerifier, CannotVerify, readBearerToken, TokenRejected } from '#libs/verifier/core';
import { Logout } from './logout.js';

/** Ends the session that a login was sent in: whoever logs in anew leaves nothing behind that goes on. */
@Injectable()
export class EndPresentedSession {
  constructor(
    private readonly verifier: AccessTokenVerifier,
    private readonly logout: Logout,
  ) {}

  /** A token that is not good, or cannot be judged, is no reason to refuse a login. */
  async execute(rawHeaders: readonly string[], origin: RequestOrigin): Promise<void> {
    const credentials = readBearerToken(rawHeaders);
    if (credentials.kind !== 'token') return;
    try {
      const { sub, sid } = await this.verifier.verify(credentials.token);
      if (sid !== undefined) await this.logout.bySession(sub, sid, origin);
    } catch (error) {
      if (!(error instanceof TokenRejected) && !(error instanceof CannotVerify)) throw error;
    }
  }
}
