import type { SessionEntity } from './session.entity.js';

/**
 * The shapes of a session, each cut from the one that is stored, and the one truth about whether it lives. A column that is
 * to be seen goes into `SHOWN` and the DTO; one that a login fills in, into `OPENED_WITH`.
 */
type StoredSession = Readonly<SessionEntity>;
type Column = keyof SessionEntity;

/** What its owner and administrators see of it. */
const SHOWN = [
  ...(['id', 'user_id', 'client_id', 'parent_id', 'jti', 'amr', 'authenticated_at'] as const),
  ...(['issued_at', 'expires_at', 'last_used_at'] as const),
  ...(['revoked', 'revoked_at', 'ip', 'user_agent'] as const),
] satisfies Column[];

/** What a login fills in. */
export const OPENED_WITH = [
  ...(['id', 'user_id', 'client_id', 'client_subject_id', 'audience', 'jti', 'amr', 'authenticated_at'] as const),
  ...(['client_opened_epoch', 'secret_hash', 'idle_seconds', 'ip', 'user_agent'] as const),
] satisfies Column[];

/** What is filled in besides where an application is let in. */
export const CHILD_OPENED_WITH = ['parent_id', 'granted_in', 'scope', 'to_tell'] as const satisfies Column[];

/** What tokens are made of. */
const TOLD_TO_TOKENS = [
  ...(['user_id', 'client_id', 'audience', 'amr', 'authenticated_at', 'counter'] as const),
  ...(['opened_epoch', 'issued_at', 'expires_at', 'parent_id', 'scope'] as const),
] satisfies Column[];

/** A session as it is read: `authenticated_at` is never null then. */
type Read<Name extends Column> = Omit<Pick<StoredSession, Name>, 'authenticated_at'> & {
  readonly authenticated_at: Date;
};

export type SessionRecord = Read<(typeof SHOWN)[number]> & {
  /** The name of the client that opened it; null: people came by themselves. */
  readonly client_name: string | null;
};

export type NewSession = Pick<StoredSession, (typeof OPENED_WITH)[number]>;

/** A session for which tokens are to be given out. */
export type LivingSession = Read<(typeof TOLD_TO_TOKENS)[number]> & {
  /** When it ends unless it is refreshed before. */
  readonly idle_at: Date;
};

/**
 * What holds for the service client that opened the session `s`, if one did: it has not been disabled since, not even for a
 * while. `and` adds to it for the client's subject `c`.
 */
export const clientLives = (and = ''): string => `
  (s.client_subject_id IS NULL OR EXISTS (
    SELECT 1 FROM subjects c WHERE c.id = s.client_subject_id
      AND c.status = 'active' AND s.client_opened_epoch >= c.sessions_epoch ${and}))`;

/**
 * What holds for the session of the person in which an application was let in, whose session `s` is. Where it ended in another way than
 * by itself, or came to its time, `s` has ended in the same way. So to end a session takes one statement, and ends all that hang on it.
 */
export const PARENT_LIVES = `
  (s.parent_id IS NULL OR EXISTS (SELECT 1 FROM sessions p WHERE p.id = s.parent_id AND NOT p.revoked))`;

/**
 * The conditions under which a session `s` of the subject `u` lives. Every statement that asks uses this text, so
 * that there is one truth.
 */
export const SESSION_LIVES = `
  NOT s.revoked AND s.opened_epoch >= u.sessions_epoch AND u.status = 'active'
  AND s.expires_at > statement_timestamp()
  AND s.last_used_at + make_interval(secs => s.idle_seconds) > statement_timestamp()
  AND ${clientLives()} AND ${PARENT_LIVES}`;

/** How a column is read where it is not taken as it stands. */
const READ_AS: Partial<Record<Column, string>> = {
  authenticated_at: 'coalesce(s.authenticated_at, s.issued_at)',
  revoked: `s.revoked OR s.opened_epoch < u.sessions_epoch OR u.status <> 'active' OR NOT ${clientLives()}
    OR NOT ${PARENT_LIVES}`,
};

const read = (columns: readonly Column[]): string =>
  columns.map(name => (READ_AS[name] === undefined ? `s.${name}` : `${READ_AS[name]} AS ${name}`)).join(', ');

/** A `SessionRecord` of the session `s` of the subject `u`. */
export const RECORD = `${read(SHOWN)}, (SELECT c.name FROM clients c WHERE c.id = s.client_subject_id) AS client_name`;

/** A `LivingSession` of the session `s`. */
export const LIVING = `${read(TOLD_TO_TOKENS)}, s.last_used_at + make_interval(secs => s.idle_seconds) AS idle_at`;
