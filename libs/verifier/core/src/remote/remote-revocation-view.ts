import type { Principal } from '../../../../contracts/src/index.js';
import type { RevocationState } from '../revocation-state.js';
import { type RevocationVerdict, RevocationView, type WhenStale } from '../revocation-view.js';
import { CannotVerify, TokenRejected } from '../token-errors.js';
import type { VerifiedToken } from '../verified-token-cache.js';
import { type Clock, monotonicSeconds } from './clock.js';
import type { Freshness } from './freshness.js';
import type { Introspection } from './introspection.js';
import type { RevocationPicture } from './revocation-picture.js';

export interface StalenessPolicy {
  /** Seconds. */
  readonly limit: number;
  readonly whenStale: WhenStale;
}

/** What the feed has told of revocations, as long as it is new enough. */
export class RemoteRevocationView extends RevocationView {
  constructor(
    private readonly picture: RevocationPicture,
    private readonly freshness: Freshness,
    private readonly policy: StalenessPolicy,
    private readonly introspection: Introspection,
    private readonly clock: Clock = monotonicSeconds,
  ) {
    super();
  }

  get stale(): boolean {
    return this.freshness.age(this.clock()) > this.policy.limit;
  }

  override check(
    token: VerifiedToken,
    whenStale = this.policy.whenStale,
  ): RevocationVerdict | Promise<RevocationVerdict> {
    const { state } = this.picture;
    // What was revoked stays revoked, however old the view is.
    if (state?.refuses(token) === true) throw new TokenRejected('revoked');
    return this.stale ? this.judgeStale(token, whenStale) : 'current';
  }

  override awake(principal: Pick<Principal, 'roles' | 'amr'>): readonly string[] {
    return this.picture.state?.awake(principal) ?? principal.roles;
  }

  /** @throws CannotVerify before anything is known of roles */
  override permits(roles: readonly string[], permission: string): boolean {
    return this.knownState().permits(roles, permission);
  }

  /** @throws CannotVerify before anything is known of roles */
  override holdsRole(roles: readonly string[], role: string): boolean {
    return this.knownState().holdsRole(roles, role);
  }

  private knownState(): RevocationState {
    const { state } = this.picture;
    if (state === undefined) throw new CannotVerify('nothing is known of revocations and roles yet');
    return state;
  }

  private judgeStale(token: VerifiedToken, whenStale: WhenStale): RevocationVerdict | Promise<RevocationVerdict> {
    if (whenStale === 'introspect') return this.introspection.check(token).then(() => 'current');
    if (this.picture.state === undefined) throw new CannotVerify('nothing is known of revocations yet');
    if (whenStale === 'open') return 'stale';
    throw new CannotVerify('what is known of revocations is too old');
  }
}
