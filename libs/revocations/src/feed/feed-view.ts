import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/contracts';
import { CannotVerify, TokenRejected, type VerifiedToken } from '#libs/verifier/core';
import { FeedFreshness } from './feed-freshness.js';
import { FeedPicture } from './feed-picture.js';

/** What the feed says about a token and about roles. */
@Injectable()
export class FeedView {
  constructor(
    private readonly feedPicture: FeedPicture,
    private readonly feedFreshness: FeedFreshness,
  ) {}

  /** @throws TokenRejected if the token was revoked; CannotVerify if that cannot be known now */
  refuseRevoked(token: VerifiedToken): void {
    // What was revoked stays revoked, however long ago the last look is.
    if (this.feedPicture.state.refuses(token)) throw new TokenRejected('revoked');
    if (!this.feedFreshness.isFresh) throw new CannotVerify('the feed of revocations cannot be read');
  }

  awake(principal: Pick<Principal, 'roles' | 'amr'>): readonly string[] {
    return this.feedPicture.state.awake(principal);
  }

  permits(roles: readonly string[], permission: string): boolean {
    return this.feedPicture.state.permits(roles, permission);
  }

  holdsRole(roles: readonly string[], role: string): boolean {
    return this.feedPicture.state.holdsRole(roles, role);
  }
}
