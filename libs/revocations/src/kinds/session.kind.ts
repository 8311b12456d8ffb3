import { expiryOf, type RevocationKind, TOKENS_LIVE_SECONDS } from './revocation-kind.js';

/** A session that is over. */
export interface SessionAnnouncement {
  readonly kind: 'session';
  /** The `sid`. */
  readonly target: string;
}

export const sessionKind: RevocationKind<'session'> = {
  kind: 'session',
  isSuperseded: false,
  staysWhenExpired: false,
  lifeOf: () => TOKENS_LIVE_SECONDS,
  entryOf: row => ({ kind: 'session', sid: row.target, expires_at: expiryOf(row) }),
};
