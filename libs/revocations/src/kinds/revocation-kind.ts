import type { RevocationEntry } from '#libs/contracts';
import { UnexpectedValue } from '#libs/persistence';
import { MAX_ACCESS_TTL_SECONDS } from '#libs/platform';
import type { RevocationEntity } from '../revocation.entity.js';

/** A row of the feed as it is read. */
export type FeedRow = Pick<RevocationEntity, 'kind' | 'target' | 'min_epoch' | 'status' | 'definition' | 'expires_at'>;

/** What any announcement says, whatever its kind. */
export interface Announced {
  /** What it is about: an id, or a name. */
  readonly target: string;
  /** The target is gone for good. */
  readonly deleted?: boolean;
}

/**
 * What the log and the feed have to know of one kind of entry. A new kind is its type in libs/contracts, a descriptor in
 * this folder and a line in kinds.ts. Apart from those it appears, and the compiler asks for it, in:
 * - http/feed-entries.dto.ts: its schema in the API document;
 * - libs/verifier/core, for this service and all others: remote/revocation-batch.ts (is it whole as it comes over the
 *   wire), revocation-state.ts (how it is applied, what it refuses), revocation.ts (whom it concerns).
 *
 * The compiler does not ask for the rest: a migration, for the check that names the kinds in revocation.entity.ts and
 * for a column, where the present ones cannot say what it says; and the table in docs/revocation.md.
 */
export interface RevocationKind<Kind extends RevocationEntry['kind']> {
  readonly kind: Kind;
  /**
   * Whether a later announcement takes the place of the one before. Else the first one stands, and to announce the same
   * again changes nothing.
   */
  readonly isSuperseded: boolean;
  /** Whether the row stays when the entry has expired, for the next announcement to go on from. */
  readonly staysWhenExpired: boolean;
  /** How long the entry has to be known, in seconds; null: until it is superseded. */
  lifeOf(announced: Announced): number | null;
  /** The row as it travels. @throws UnexpectedValue if it lacks what its kind needs */
  entryOf(row: FeedRow): Extract<RevocationEntry, { kind: Kind }>;
}

/** Tolerated difference of clocks, and the longest that a transaction may take to become visible; in seconds. */
const CLOCK_SKEW = 60;
const TRANSACTION_LIMIT = 60;
/** No token that was issued by now can be alive after this: nobody can make a revocation end before. */
export const TOKENS_LIVE_SECONDS = MAX_ACCESS_TTL_SECONDS + CLOCK_SKEW + TRANSACTION_LIMIT;

/** @throws UnexpectedValue if it is not there */
export function demanded<T>(value: T | null): T {
  if (value === null) throw new UnexpectedValue('a row of the feed lacks what its kind needs');
  return value;
}

/** When the entry may be forgotten, as it travels. @throws UnexpectedValue if the row does not say */
export const expiryOf = ({ expires_at }: FeedRow): string => demanded(expires_at).toISOString();
