import type { IncomingMessage } from 'node:http';
import type { Pool } from 'pg';
import { v7 } from 'uuid';
import { NOTHING, type Reply } from './exchange.js';
import { bearer, endSession, endSessionsOf } from './recognise.js';
import { refused } from './refused.js';

/** As long as the service keeps what it announces: longer than any token lives. */
const KEEP = `statement_timestamp() + interval '3720 seconds'`;

/**
 * What the service does in a transaction of three, in one: its statements are of three libs, each with its own table, and
 * it must answer what comes of each. Here nobody asks.
 */
const END_ONE = `
  WITH ended AS (
    UPDATE sessions SET revoked = true, revoked_at = statement_timestamp(), revoked_reason = 'logout'
    WHERE id = $1 AND user_id = $2 AND NOT revoked RETURNING id, user_id),
  announced AS (
    INSERT INTO revocations (kind, target, transaction_id, revoked_at, expires_at)
    SELECT 'session', id, pg_current_xact_id()::text::bigint, statement_timestamp(), ${KEEP} FROM ended
    RETURNING target)
  INSERT INTO audit_events (id, kind, actor_id, target_id, ip, user_agent, details)
  SELECT $3, 'session_revoked', user_id, id, $4, $5, jsonb_build_object('user_id', user_id, 'reason', 'logout') FROM ended`;

const END_ALL = `
  WITH ended AS (
    UPDATE subjects SET epoch = epoch + 1, sessions_epoch = sessions_epoch + 1
    WHERE id = $1 RETURNING id, status, epoch),
  announced AS (
    INSERT INTO revocations (kind, target, min_epoch, status, transaction_id, revoked_at, expires_at)
    SELECT 'subject', id, epoch, status, pg_current_xact_id()::text::bigint, statement_timestamp(), ${KEEP} FROM ended
    ON CONFLICT (kind, target) DO UPDATE
      SET min_epoch = excluded.min_epoch, status = excluded.status, transaction_id = excluded.transaction_id,
          revoked_at = excluded.revoked_at, expires_at = excluded.expires_at
    RETURNING min_epoch),
  recorded AS (
    INSERT INTO audit_events (id, kind, actor_id, target_id, ip, user_agent, details)
    SELECT $2, 'sessions_revoked_all', id, id, $3, $4, '{}' FROM ended)
  SELECT min_epoch FROM announced`;

/** Ends the session of the token. */
export async function logOut(pool: Pool, request: IncomingMessage): Promise<Reply> {
  const claims = bearer(request.headers.authorization);
  if (claims === undefined) return refused();
  const values = [claims.sid, claims.sub, v7(), ...originOf(request)];
  await pool.query({ name: 'floor.end_one', text: END_ONE, values });
  endSession(claims.sid);
  return NOTHING;
}

/** Ends all sessions of who asks. */
export async function logOutEverywhere(pool: Pool, request: IncomingMessage): Promise<Reply> {
  const claims = bearer(request.headers.authorization);
  if (claims === undefined) return refused();
  const values = [claims.sub, v7(), ...originOf(request)];
  const { rows } = await pool.query<{ min_epoch: number }>({ name: 'floor.end_all', text: END_ALL, values });
  endSessionsOf(claims.sub, rows[0]?.min_epoch ?? 0);
  return NOTHING;
}

function originOf({ socket, headers }: IncomingMessage): [string | null, string | null] {
  return [socket.remoteAddress ?? null, headers['user-agent'] ?? null];
}
