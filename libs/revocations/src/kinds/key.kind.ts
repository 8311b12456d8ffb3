import { expiryOf, type RevocationKind } from './revocation-kind.js';

/** A verifier may keep public keys that it cannot renew for a day and an hour. */
const KEYS_LIVE_SECONDS = 2 * 86_400;

/** A signing key that is compromised. */
export interface KeyAnnouncement {
  readonly kind: 'key';
  /** The `kid`. */
  readonly target: string;
}

export const keyKind: RevocationKind<'key'> = {
  kind: 'key',
  isSuperseded: false,
  staysWhenExpired: false,
  lifeOf: () => KEYS_LIVE_SECONDS,
  entryOf: row => ({ kind: 'key', kid: row.target, expires_at: expiryOf(row) }),
};
