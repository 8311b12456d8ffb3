/** Sessions as there are after years: newest first by their ids, which are times. */
import type { TestDatabase } from './database.js';

/** A session that is written as if it had been opened then. */
export interface OpenedSession {
  readonly user: string;
  readonly at: Date;
  readonly ip?: string | null;
  readonly user_agent?: string | null;
}

/** What a login would have written; no token of it is known to anybody. @returns their ids, in the same order */
export async function writeSessions(database: TestDatabase, sessions: readonly OpenedSession[]): Promise<string[]> {
  const rows = sessions.map(({ user, at, ip = null, user_agent = null }, n) => ({
    ...{ user_id: user, at: at.toISOString(), ip, user_agent },
    id: idAt(at, n),
  }));
  await database.query(
    `INSERT INTO sessions (id, user_id, client_id, jti, issued_at, expires_at, last_used_at, idle_seconds,
                           opened_epoch, secret_hash, rotated_at, ip, user_agent)
     SELECT r.id, r.user_id, 'gatehouse', 'written', r.at, r.at + interval '30 days', r.at, 2592000,
            s.sessions_epoch, '', r.at, r.ip, r.user_agent
     FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, user_id uuid, at timestamptz, ip text, user_agent text)
     JOIN subjects s ON s.id = r.user_id`,
    [JSON.stringify(rows)],
  );
  return rows.map(({ id }) => id);
}

/** The nth UUIDv7 of that time. */
export function idAt(at: Date, n: number): string {
  const [time, number] = [at.getTime().toString(16).padStart(12, '0'), n.toString(16).padStart(12, '0')];
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${number}`;
}
