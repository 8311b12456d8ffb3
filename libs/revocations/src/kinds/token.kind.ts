import { expiryOf, type RevocationKind, TOKENS_LIVE_SECONDS } from './revocation-kind.js';

/** One access token that is taken back. */
export interface TokenAnnouncement {
  readonly kind: 'token';
  /** The `jti`. */
  readonly target: string;
  /** As whoever revokes it puts it. */
  readonly reason: string | null;
}

export const tokenKind: RevocationKind<'token'> = {
  kind: 'token',
  isSuperseded: false,
  staysWhenExpired: false,
  lifeOf: () => TOKENS_LIVE_SECONDS,
  entryOf: row => ({ kind: 'token', jti: row.target, expires_at: expiryOf(row) }),
};
