import { LIVING, type NewSession, OPENED_WITH } from './session.js';

/** The values of `opening`. */
export type Opening = NewSession & {
  /** How long it may last, in seconds, however much it is used. */
  readonly session_seconds: number;
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
export const opening = (standing: string, and: string): string => `
  INSERT INTO sessions AS s (${OPENED_WITH.join(', ')}, opened_epoch, issued_at, last_used_at, rotated_at, expires_at)
  SELECT ${OPENED_WITH.map(name => `:${name}`).join(', ')},
         standing.sessions_epoch, standing.read_at, standing.read_at, standing.read_at,
         standing.read_at + make_interval(secs => :session_seconds::integer)
  FROM ${standing} standing
  WHERE standing.status = 'active' AND (NOT standing.has_second_factor OR 'mfa' = ANY(:amr)) AND ${and}
  RETURNING ${LIVING}`;
