import type { Pool } from 'pg';
import { run, statements } from './statements.js';
import { hashOf, issue, newJti, readRefreshToken } from './tokens.js';

/** Checks the MAC, rotates the session and reads the grants in one statement, makes both tokens. */
export async function refresh(pool: Pool, { refresh_token }: { refresh_token: string }): Promise<object> {
  const { session_id, counter, secret } = readRefreshToken(refresh_token);
  const jti = newJti();
  const values = [jti, session_id, hashOf(secret), counter, 'gatehouse', null] as const;
  const [session] = await run(pool, statements.rotate, values);
  if (session === undefined) throw new Error('not rotated');
  return issue({ ...session, session_id, jti, secret, snapshot: session, ends: [session.expires_at, session.idle_at] });
}
