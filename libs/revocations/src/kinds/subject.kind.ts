import { demanded, expiryOf, type RevocationKind, TOKENS_LIVE_SECONDS } from './revocation-kind.js';

/** A user or service client whose tokens with a smaller epoch are outdated. */
export interface SubjectAnnouncement {
  readonly kind: 'subject';
  /** The `sub`. */
  readonly target: string;
  readonly min_epoch: number;
  readonly status: 'active' | 'disabled' | 'deleted';
}

export const subjectKind: RevocationKind<'subject'> = {
  kind: 'subject',
  isSuperseded: true,
  staysWhenExpired: false,
  lifeOf: () => TOKENS_LIVE_SECONDS,
  entryOf: row => ({
    kind: 'subject',
    sub: row.target,
    min_epoch: demanded(row.min_epoch),
    status: demanded(row.status),
    expires_at: expiryOf(row),
  }),
};
