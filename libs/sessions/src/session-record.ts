import { FIRST_PARTY_CLIENT } from '#libs/contracts';

/** A session as its owner and administrators see it. */
export interface SessionRecord {
  readonly id: string;
  readonly user_id: string;
  readonly client_id: string;
  readonly jti: string;
  readonly issued_at: Date;
  readonly expires_at: Date;
  readonly last_used_at: Date;
  readonly revoked: boolean;
  readonly revoked_at: Date | null;
  readonly ip: string | null;
  readonly user_agent: string | null;
}

/**
 * What holds for the service client that opened the session `s`, if one did: it has not been disabled since, not even for a
 * while. `and` adds to it for the client's subject `c`.
 */
export const clientLives = (and = ''): string => `
  (s.client_id = '${FIRST_PARTY_CLIENT}' OR EXISTS (
    SELECT 1 FROM subjects c WHERE c.id = nullif(s.client_id, '${FIRST_PARTY_CLIENT}')::uuid
      AND c.status = 'active' AND s.client_opened_epoch >= c.sessions_epoch ${and}))`;

/**
 * The conditions under which a session `s` of the subject `u` lives. Every statement that asks uses this text, so
 * that there is one truth.
 */
export const SESSION_LIVES = `
  NOT s.revoked AND s.opened_epoch >= u.sessions_epoch AND u.status = 'active'
  AND s.expires_at > statement_timestamp()
  AND s.last_used_at + make_interval(secs => s.idle_seconds) > statement_timestamp()
  AND ${clientLives()}`;
