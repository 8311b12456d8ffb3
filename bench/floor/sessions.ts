import { createHmac, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Pool } from 'pg';
import { json, type Reply } from './exchange.js';
import { bearer } from './recognise.js';
import { refused } from './refused.js';
import type { RowOf } from './service-statements.js';
import { run, statements } from './statements.js';
import { levelOf } from './tokens.js';

const USUAL_LIMIT = 50;
const MAC_BYTES = 16;
const cursorKey = randomBytes(32);
const cursorKeyId = randomBytes(4);

/** Recognises the token and lists sessions by one statement. */
export async function listSessions(pool: Pool, { headers, url = '' }: IncomingMessage): Promise<Reply> {
  const claims = bearer(headers.authorization);
  if (claims === undefined) return refused();
  const query = new URLSearchParams(url.slice(url.indexOf('?') + 1));
  const [asked, cursor] = [query.get('limit'), query.get('cursor')];
  const limit = asked === null ? USUAL_LIMIT : Number(asked);
  const after = cursor === null ? null : readCursor(cursor);
  const rows = await run(pool, statements.listSessions, [claims.sub, after, limit + 1]);
  const items = rows.slice(0, limit).map(row => toSession(row, claims.sid));
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return json({ items, next_cursor: last === undefined ? null : toCursor(last.id) });
}

function toSession(row: RowOf<'listSessions'>, current: string): object {
  return {
    id: row.id,
    user_id: row.user_id,
    client_id: row.client_id,
    parent_id: row.parent_id,
    jti: row.jti,
    amr: row.amr,
    acr: levelOf(row.amr),
    authenticated_at: row.authenticated_at.toISOString(),
    issued_at: row.issued_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    last_used_at: row.last_used_at.toISOString(),
    revoked: row.revoked,
    revoked_at: row.revoked_at?.toISOString() ?? null,
    ip: row.ip,
    user_agent: row.user_agent,
    client_name: row.client_name,
    current: row.id === current,
  };
}

function toCursor(position: string): string {
  return Buffer.concat([cursorKeyId, mac(position), Buffer.from(position)]).toString('base64url');
}

function readCursor(cursor: string): string {
  const bytes = Buffer.from(cursor, 'base64url');
  const position = bytes.toString('utf8', cursorKeyId.length + MAC_BYTES);
  if (!mac(position).equals(bytes.subarray(cursorKeyId.length, cursorKeyId.length + MAC_BYTES))) {
    throw new Error('not a cursor');
  }
  return position;
}

function mac(position: string): Buffer {
  return createHmac('sha256', cursorKey).update(position).digest().subarray(0, MAC_BYTES);
}
