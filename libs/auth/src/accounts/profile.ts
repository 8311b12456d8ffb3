import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import { FeedFreshness, FeedPicture, RememberedSubjects } from '#libs/revocations';
import { type UserRecord, Users } from '#libs/users';

export interface OwnProfile extends UserRecord {
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
}

/**
 * What a person may know of themselves. It asks the database once, and again when something has changed: every change of an
 * account is in the feed, and what roles permit is there as well.
 */
@Injectable()
export class Profile {
  private readonly known: RememberedSubjects<UserRecord>;

  constructor(
    private readonly users: Users,
    private readonly feedPicture: FeedPicture,
    feedFreshness: FeedFreshness,
  ) {
    this.known = new RememberedSubjects(feedPicture, feedFreshness);
  }

  /** @throws DomainError `invalid_token` if the account is gone since the token was verified */
  async read({ sub, roles }: Principal): Promise<OwnProfile> {
    const user = this.known.recall(sub) ?? (await this.known.learn(sub, () => this.users.getOwn(sub)));
    if (user === undefined) throw new DomainError('invalid_token');
    return { ...user, roles, permissions: this.feedPicture.state.permissionsOf(roles) };
  }
}
