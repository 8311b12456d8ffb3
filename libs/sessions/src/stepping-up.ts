import { LIVING, SESSION_LIVES } from './session.js';

/** What is shown anew in a session, by whom, and the id of the access token to be given out for it. */
export interface SteppingUp {
  readonly session_id: string;
  readonly user_id: string;
  readonly jti: string;
  /** How it was shown. */
  readonly methods: readonly string[];
  /** Whether a second factor was among it: who has one gets nowhere without. */
  readonly shows_factor: boolean;
}

/**
 * SQL of the methods of a session `s`, with those that it does not have yet; the first shown comes first.
 * @param methods SQL of a list of texts
 */
export const amrWith = (methods: string): string => `ARRAY(
  SELECT method FROM unnest(s.amr || ${methods}) WITH ORDINALITY AS shown (method, place)
  GROUP BY method ORDER BY min(place))`;

/**
 * Notes that the person of a living session has shown anew who they are, now: its `amr` gains what it has not yet. Gives it as a
 * `LivingSession`. Nothing else of the session changes: its refresh token stays as it is.
 * @param along SQL that reads one row; `session` is the session
 * @param and SQL of what has to hold besides
 */
export const steppingUp = (along: string, and: string): string => `
  WITH session AS (
    UPDATE sessions s
    SET jti = :jti, authenticated_at = statement_timestamp(), amr = ${amrWith(':methods::text[]')}
    FROM subjects u
    WHERE s.id = :session_id AND s.user_id = :user_id AND u.id = s.user_id AND ${SESSION_LIVES}
      AND (NOT u.has_second_factor OR :shows_factor) AND ${and}
    RETURNING ${LIVING}
  )
  SELECT session.*, along.* FROM session CROSS JOIN LATERAL (${along}) along`;
