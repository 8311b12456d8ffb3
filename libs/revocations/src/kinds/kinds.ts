import type { RevocationEntry } from '#libs/contracts';
import { type KeyAnnouncement, keyKind } from './key.kind.js';
import type { Announced, FeedRow, RevocationKind } from './revocation-kind.js';
import { type RoleAnnouncement, roleKind } from './role.kind.js';
import { type SessionAnnouncement, sessionKind } from './session.kind.js';
import { type SubjectAnnouncement, subjectKind } from './subject.kind.js';
import { type TokenAnnouncement, tokenKind } from './token.kind.js';

/** What is taken back, or what a role permits from now on. */
export type Announcement =
  SessionAnnouncement | TokenAnnouncement | SubjectAnnouncement | KeyAnnouncement | RoleAnnouncement;

type Kind = RevocationEntry['kind'];

const KINDS: { readonly [K in Kind]: RevocationKind<K> } = {
  session: sessionKind,
  token: tokenKind,
  subject: subjectKind,
  key: keyKind,
  role: roleKind,
};

/** A newer instance beside this one may write kinds that are not known here yet. */
export const isKnownKind = (kind: string): kind is Kind => Object.hasOwn(KINDS, kind);

/** The row as it travels. @throws UnexpectedValue if it lacks what its kind needs */
export const entryOf = (row: FeedRow): RevocationEntry => KINDS[row.kind].entryOf(row);

/** How long the entry has to be known, in seconds; null: until it is superseded. */
export const lifeOf = (announcement: Announced & { readonly kind: Kind }): number | null =>
  KINDS[announcement.kind].lifeOf(announcement);

/** The kinds of which that is so, as a list in SQL. */
export const kindsThat = (are: (kind: (typeof KINDS)[Kind]) => boolean): string =>
  Object.values(KINDS)
    .filter(are)
    .map(({ kind }) => `'${kind}'`)
    .join(', ');
