import type { Pool } from 'pg';
import type { RowOf } from './service-statements.js';
import { run, statements } from './statements.js';
import { KEY_ID, recognise } from './tokens.js';

const LIMIT = 1;

/** Sessions that were found in force: looked up once, as the service does. */
const known = new Set<string>();

/** Recognises the token, looks whether it is in force the first time that it comes, lists the newest session. */
export async function listSessions(pool: Pool, authorization: string): Promise<object> {
  const { sub, sid, epoch, jti } = recognise(authorization);
  if (!known.has(sid)) {
    const inForce = await run(pool, statements.tokenInForce, [sid, sub, epoch, KEY_ID, jti, 0]);
    if (inForce.length === 0) throw new Error('revoked');
    known.add(sid);
  }
  const rows = await run(pool, statements.listSessions, [sub, null, LIMIT + 1]);
  return { items: rows.slice(0, LIMIT).map(row => toSession(row, sid)), next_cursor: null };
}

function toSession(row: RowOf<'listSessions'>, current: string): object {
  return {
    id: row.id,
    user_id: row.user_id,
    jti: row.jti,
    amr: row.amr,
    authenticated_at: row.authenticated_at.toISOString(),
    issued_at: row.issued_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    last_used_at: row.last_used_at.toISOString(),
    revoked: row.revoked,
    revoked_at: row.revoked_at?.toISOString() ?? null,
    ip: row.ip,
    user_agent: row.user_agent,
    current: row.id === current,
  };
}
