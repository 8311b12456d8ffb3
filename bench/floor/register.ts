import { hash } from '@node-rs/argon2';
import type { Pool } from 'pg';
import { v7 } from 'uuid';
import { json, type Reply } from './exchange.js';
import type { Source } from './login.js';
import { settings } from './settings.js';

const { m: memoryCost, t: timeCost, p: parallelism } = settings.hashing;

/**
 * What the service does in nine statements, in one: its steps belong to three libs that others take as well, and it looks
 * whether the address is taken before it hashes. Here the unique index alone decides.
 */
const INSERT = `
  WITH subject AS (INSERT INTO subjects (id, kind, status) VALUES ($1, 'user', 'active') RETURNING id, status, ext),
  account AS (
    INSERT INTO users (id, email, password_hash) VALUES ($1, $2, $3) RETURNING email, false AS email_verified, version, created_at, updated_at),
  member AS (INSERT INTO user_roles (user_id, role) VALUES ($1, 'user')),
  recorded AS (
    INSERT INTO audit_events (id, kind, target_id, ip, user_agent, details)
    VALUES ($4, 'user_created', $1, $6, $7, '{}'), ($5, 'authz_role_granted', $1, $6, $7, '{"role": "user"}'))
  SELECT id, email, email_verified, status, ext, version, created_at, updated_at FROM subject, account`;

/** Hashes the password and writes the account, its role and the events. */
export async function register(
  pool: Pool,
  { email, password }: { email: string; password: string },
  { ip, user_agent }: Source,
): Promise<Reply> {
  const password_hash = await hash(password, { memoryCost, timeCost, parallelism });
  const address = email.trim().normalize('NFC').toLowerCase();
  const values = [v7(), address, password_hash, v7(), v7(), ip, user_agent];
  const { rows } = await pool.query<object>({ name: 'floor.register', text: INSERT, values });
  return json(rows[0] ?? {}, 201);
}
