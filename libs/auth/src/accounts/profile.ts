import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/contracts';
import { Database, statement } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { FeedFreshness, FeedPicture, RememberedSubjects } from '#libs/revocations';
import { type GrantedRoles, grantedRolesOf } from '#libs/roles';
import { userAnd, type UserRecord } from '#libs/users';

export interface OwnProfile extends UserRecord {
  readonly roles: readonly string[];
  readonly dormant_roles: readonly string[];
  readonly has_second_factor: boolean;
  readonly permissions: readonly string[];
}

type Known = UserRecord & GrantedRoles;

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
   * Roles are those that the token carries. Permissions are those of the roles that the account has by now, without those that sleep in
   * a session like this one.
   * @throws DomainError `invalid_token` if the account is gone since the token was verified
   */
  async read({ sub, roles, amr = [] }: Principal): Promise<OwnProfile> {
    const user = this.recall(sub) ?? (await this.known.learn(sub, () => this.lookUp(sub)));
    if (user === undefined) throw new DomainError('invalid_token');
    const { state } = this.feedPicture;
    const awake = state.awake({ roles: user.granted, amr: user.has_second_factor ? amr : [] });
    const dormant_roles = user.granted.filter(role => !awake.includes(role));
    return { ...user, roles, dormant_roles, permissions: state.permissionsOf(awake) };
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

const selectProfile = statement<Known, [string]>('accounts.profile', userAnd('$1', grantedRolesOf('users.id')));
