import { randomBytes } from 'node:crypto';
import { verify } from '@node-rs/argon2';
import type { Pool } from 'pg';
import { v7 } from 'uuid';
import { run, statements } from './statements.js';
import { deviceToken, hashOf, issue, newJti } from './tokens.js';

export interface Source {
  readonly ip: string | null;
  readonly user_agent: string | null;
}

const CLIENT = 'gatehouse';
const SESSION_SECONDS = 30 * 86_400;
const IDLE_SECONDS = 14 * 86_400;

/** Verifies the password, opens a session in one statement, signs. */
export async function logIn(
  pool: Pool,
  { email, password }: { email: string; password: string },
  { ip, user_agent }: Source,
): Promise<object> {
  const address = email.trim().normalize('NFC').toLowerCase();
  const [user] = await run(pool, statements.credentials, [address, address]);
  // What it costs (m, t, p) is written in the hash, which is the same in both databases.
  if (user?.status !== 'active' || user.password_hash === null) throw new Error('no such account');
  if (!(await verify(user.password_hash, password))) throw new Error('bad credentials');

  const [session_id, jti, secret, amr] = [v7(), newJti(), randomBytes(16), ['pwd']];
  const [opened] = await run(pool, statements.open, [
    ...([amr, user.id, session_id, CLIENT, null, null, jti, null] as const),
    ...([0, hashOf(secret), IDLE_SECONDS, ip, user_agent, SESSION_SECONDS] as const),
    ...([user.password_hash, v7(), 'authn_login_success', user.id, session_id, { amr }] as const),
  ]);
  if (opened === undefined) throw new Error('the password was changed');
  const ends = [opened.expires_at, opened.idle_at];
  return {
    ...issue({ ...opened, session_id, jti, secret, snapshot: opened, ends }),
    device_token: deviceToken(address),
  };
}
