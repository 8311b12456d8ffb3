/**
 * The feed of revocations as it travels: what `GET /v1/revocations` answers and what each event of
 * `GET /v1/revocations/stream` carries. Times are RFC 3339, by the database's clock.
 */

/** A session that was ended: none of its tokens is good any more. */
export interface SessionRevocationEntry {
  readonly kind: 'session';
  readonly sid: string;
  /** When no token can be concerned any more, and the entry may be forgotten. */
  readonly expires_at: string;
}

/** One access token that was taken back. */
export interface TokenRevocationEntry {
  readonly kind: 'token';
  readonly jti: string;
  readonly expires_at: string;
}

/**
 * A user or service client whose tokens with a smaller `epoch` are outdated, and those that it got for others as a client
 * (`client_id`) with a smaller `client_epoch`. The greatest `min_epoch` counts.
 */
export interface SubjectRevocationEntry {
  readonly kind: 'subject';
  readonly sub: string;
  readonly min_epoch: number;
  /** Unless it is `active`, no token of the subject is good, nor any that it got for others as a client. */
  readonly status: 'active' | 'disabled' | 'deleted';
  readonly expires_at: string;
}

/** A signing key that was compromised: nothing that it signed is good, however new. */
export interface KeyRevocationEntry {
  readonly kind: 'key';
  readonly kid: string;
  readonly expires_at: string;
}

/** What a role permits from now on. The greatest `version` counts; kept until it is superseded. */
export interface RoleDefinitionEntry {
  readonly kind: 'role';
  readonly name: string;
  readonly version: number;
  /**
   * All that the role permits, by what it includes as well: `resource:action`; `*` is everything. Empty for a role that
   * was deleted.
   */
  readonly permissions: readonly string[];
  /** All roles that it includes, directly or through others: who has it counts as having them. Absent: none. */
  readonly includes?: readonly string[];
  /**
   * True: the role demands a second factor. In a token whose `amr` lacks `mfa` it is as if it were not there. Absent: it counts in
   * every token.
   */
  readonly requires_mfa?: boolean;
  /** Only of a role that was deleted: when the entry may be forgotten. */
  readonly expires_at?: string;
}

export type RevocationEntry =
  SessionRevocationEntry | TokenRevocationEntry | SubjectRevocationEntry | KeyRevocationEntry | RoleDefinitionEntry;

/** A part of the feed. To apply one twice, or one that is older than what is known, changes nothing. */
export interface RevocationBatch {
  /** Which feed this is: another one after the database was restored or failed over. */
  readonly feed: string;
  /** A whole new picture begins here: what is known of subjects and roles is to be replaced by it. */
  readonly reset: boolean;
  readonly items: readonly RevocationEntry[];
  /** Where to go on: `after`, or `Last-Event-ID`. Null while more parts of the same picture follow. */
  readonly cursor: string | null;
  /** Everything that was acknowledged before this time is known with this batch. Null while more parts follow. */
  readonly as_of: string | null;
}

/** The name of the events of the stream; the `data` of each is a `RevocationBatch`. */
export const REVOCATIONS_EVENT = 'revocations';
