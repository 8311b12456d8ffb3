import { demanded, expiryOf, type FeedRow, type RevocationKind, TOKENS_LIVE_SECONDS } from './revocation-kind.js';

/** What a role permits from now on. */
export interface RoleAnnouncement {
  readonly kind: 'role';
  /** The role's name. */
  readonly target: string;
  readonly definition: {
    readonly version: number;
    readonly permissions: readonly string[];
    readonly includes: readonly string[];
    /** Absent: it demands no second factor. */
    readonly requires_mfa?: true;
  };
  /** The role is no more. */
  readonly deleted?: boolean;
}

export const roleKind: RevocationKind<'role'> = {
  kind: 'role',
  isSuperseded: true,
  // A role that was deleted stays, so that one of its name goes on with its versions.
  staysWhenExpired: true,
  lifeOf: ({ deleted = false }) => (deleted ? TOKENS_LIVE_SECONDS : null),
  entryOf: row => ({
    kind: 'role',
    name: row.target,
    ...definitionOf(row),
    ...(row.expires_at !== null && { expires_at: expiryOf(row) }),
  }),
};

/** Without `includes` where there are none: those who read the feed take the one for the other. */
function definitionOf({ definition }: FeedRow): NonNullable<FeedRow['definition']> {
  const { includes = [], ...rest } = demanded(definition);
  return { ...rest, ...(includes.length > 0 && { includes }) };
}
