import type { Pool } from 'pg';
import { statements } from './statements.js';
import { type Grants, hashOf, issue, newJti, readRefreshToken } from './tokens.js';

interface Rotated {
  readonly user_id: string;
  readonly client_id: string;
  readonly counter: number;
  readonly opened_epoch: number;
  readonly issued_at: Date;
  readonly expires_at: Date;
  readonly idle_at: Date;
}

/** Checks the MAC, rotates the session, reads the grants, makes both tokens. */
export async function refresh(pool: Pool, { refresh_token }: { refresh_token: string }): Promise<object> {
  const { session_id, counter, secret } = readRefreshToken(refresh_token);
  const jti = newJti();
  const values = [session_id, hashOf(secret), counter, jti, 'gatehouse', null];
  const [session] = (await pool.query<Rotated>({ ...statements.rotate, values })).rows;
  if (session === undefined) throw new Error('not rotated');
  const [grants] = (await pool.query<Grants>({ ...statements.grants, values: [session.user_id] })).rows;
  if (grants?.status !== 'active' || grants.sessions_epoch > session.opened_epoch) throw new Error('over');
  const { user_id, client_id, issued_at, expires_at, idle_at } = session;
  const facts = { session_id, user_id, client_id, jti, counter: session.counter, secret, issued_at, grants };
  return issue({ ...facts, ends: [expires_at, idle_at] });
}
