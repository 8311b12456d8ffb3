import { CHILD_OPENED_WITH, LIVING, type NewSession, OPENED_WITH } from './session.js';
import type { SessionEntity } from './session.entity.js';

/** The values of `opening`. */
export type Opening = NewSession & {
  /** How long it may last, in seconds, however much it is used. */
  readonly session_seconds: number;
};

/** The values of `openingChild`. */
export type ChildOpening = Opening &
  Pick<SessionEntity, (typeof CHILD_OPENED_WITH)[number]> & {
    /** The session in which the person let the application in. */
    readonly granted_in: string;
    /** Whether the application is to be told when the session ends. */
    readonly to_tell: true;
  };

/**
 * Opens the session of a login, as a part of a statement, for a user who is in force; gives it as a `LivingSession`.
 *
 * It holds no lock. The session is opened under the epoch of the statement's snapshot, so whatever ends all sessions from then on
 * ends this one too, even if it does not see the row: it was opened under a smaller epoch.
 *
 * Who has a second factor comes in with it or not at all, whatever the way in.
 * @param standing the part that gives the user's standing and the time, `read_at`
 * @param and SQL of what has to hold besides
 */
export const opening = (standing: string, and: string): string => inserting(standing, OPENED_WITH, END, and);

/**
 * The same for an application that the person has let in. Their own session has to be there yet; if it is `parent_id` as well, this one is over
 * with it, whoever ends it at whatever moment, and no later than it.
 */
export const openingChild = (standing: string, and: string): string =>
  inserting(
    standing,
    [...OPENED_WITH, ...CHILD_OPENED_WITH],
    `least(${END}, (SELECT p.expires_at FROM sessions p WHERE p.id = :parent_id))`,
    `${and} AND EXISTS (
       SELECT 1 FROM sessions p WHERE p.id = :granted_in AND p.user_id = :user_id AND NOT p.revoked
         AND p.opened_epoch >= standing.sessions_epoch AND p.expires_at > standing.read_at)`,
  );

/**
 * Notes in the person's own session that there are applications to be told of its end: for the first of them, and if it has not ended
 * meanwhile. Who ends it waits for that, and finds it noted. Part of the statement that opens the session of the application.
 */
export const NOTING_CHILD = `
  UPDATE sessions SET to_tell = true WHERE id = :granted_in AND user_id = :user_id AND NOT revoked AND NOT to_tell`;

const END = 'standing.read_at + make_interval(secs => :session_seconds::integer)';

const inserting = (standing: string, columns: readonly (keyof SessionEntity)[], end: string, and: string): string => `
  INSERT INTO sessions AS s (${columns.join(', ')}, opened_epoch, issued_at, last_used_at, rotated_at, expires_at)
  SELECT ${columns.map(name => `:${name}`).join(', ')},
         standing.sessions_epoch, standing.read_at, standing.read_at, standing.read_at,
         ${end}
  FROM ${standing} standing
  WHERE standing.status = 'active' AND (NOT standing.has_second_factor OR 'mfa' = ANY(:amr)) AND ${and}
  RETURNING ${LIVING}`;
