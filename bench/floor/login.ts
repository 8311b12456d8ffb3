import { randomBytes } from 'node:crypto';
import { verify } from '@node-rs/argon2';
import type { Pool } from 'pg';
import { v7 } from 'uuid';
import { run, statements } from './statements.js';
import { hashOf, issue, newJti } from './tokens.js';

export interface Source {
  readonly ip: string | null;
  readonly user_agent: string | null;
}

const CLIENT = 'gatehouse';
const SESSION_SECONDS = 30 * 86_400;
const IDLE_SECONDS = 14 * 86_400;

/** Verifies the password, opens a session in one transaction, signs after the commit. */
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

  const [session_id, jti, secret] = [v7(), newJti(), randomBytes(16)];
  const client = await pool.connect();
  try {
    await client.query('START TRANSACTION');
    await run(client, statements.holdStanding, [user.id]);
    const [held] = await run(client, statements.hash, [user.id]);
    if (held?.password_hash !== user.password_hash) throw new Error('the password was changed');
    const [grants] = await run(client, statements.grants, [user.id]);
    if (grants === undefined) throw new Error('the user is gone');
    const [issued_at, amr] = [grants.read_at, ['pwd']];
    const [expires, idle] = [later(issued_at, SESSION_SECONDS), later(issued_at, IDLE_SECONDS)];
    await run(client, statements.openSession, [
      ...([user.id, CLIENT, null, null, jti, amr, null] as const),
      ...([issued_at, grants.sessions_epoch, 0, hashOf(secret), ip, user_agent] as const),
      ...([session_id, expires, IDLE_SECONDS] as const),
    ]);
    await run(client, statements.audit, [v7(), 'authn_login_success', user.id, session_id, ip, user_agent, {}]);
    await client.query('COMMIT');
    const facts = { session_id, user_id: user.id, client_id: CLIENT, jti, counter: 0, secret, amr, grants };
    return issue({ ...facts, authenticated_at: issued_at, ends: [expires, idle] });
  } finally {
    client.release();
  }
}

function later(date: Date, seconds: number): Date {
  return new Date(date.getTime() + seconds * 1000);
}
