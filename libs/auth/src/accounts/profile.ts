import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/contracts';
import { Database, statement } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { FeedFreshness, FeedPicture, RememberedSubjects } from '#libs/revocations';
import { type UserSnapshot, userSnapshotOf } from '#libs/roles';
import { userAnd, type UserRecord } from '#libs/users';

export interface OwnProfile extends UserRecord {
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
}

type Known = UserRecord & UserSnapshot;

/**
 * What a person may know of themselves. It asks the database once, and again when something has changed: every change of an
 * account, and of the roles that it has, is in the feed, and what roles permit is there as well.
 */
@Injectable()
export class Profile {
  private readonly known: RememberedSubjects<Known>;

  constructor(
    private readonly database: Database,
    private readonly feedPicture: FeedPicture,
    feedFreshness: FeedFreshness,
  ) {
    this.known = new RememberedSubjects(feedPicture, feedFreshness, { concernsRoles: true });
  }

  /**
   * Roles are those that the token carries, permissions those of the roles that the account has by now.
   * @throws DomainError `invalid_token` if the account is gone since the token was verified
   */
  async read({ sub, roles }: Principal): Promise<OwnProfile> {
    const user = this.recall(sub) ?? (await this.known.learn(sub, () => this.lookUp(sub)));
    if (user === undefined) throw new DomainError('invalid_token');
    return { ...user, roles, permissions: this.feedPicture.state.permissionsOf(user.roles) };
  }

  private recall(id: string): Known | undefined {
    const known = this.known.recall(id);
    const end = known?.earliest_expiry?.getTime() ?? Infinity;
    return end > this.known.now ? known : undefined;
  }

  private async lookUp(id: string): Promise<Known | undefined> {
    return (await this.database.run(selectProfile, [id]))[0];
  }
}

const selectProfile = statement<Known, [string]>('accounts.profile', userAnd('$1', userSnapshotOf('users.id')));
