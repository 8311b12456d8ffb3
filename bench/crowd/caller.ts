import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';

const SCOPE = 'introspect';
const id = randomUUID();
const secret = `gcs_${randomBytes(32).toString('base64url')}`;
const secretHash = createHash('sha256').update(secret).digest();

/** A service that asks: the same one on both sides. */
export const caller = {
  id,
  scope: SCOPE,
  /** What is known of its secret. */
  secret_sha256: secretHash.toString('base64url'),
};

/** What its requests carry. */
export const callerCredentials = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;

export async function registerCaller(database: Pool): Promise<void> {
  await database.query(`INSERT INTO subjects (id, kind, status) VALUES ($1, 'client', 'active')`, [id]);
  await database.query(`INSERT INTO clients (id, name, scopes) VALUES ($1, 'bench', $2)`, [id, [SCOPE]]);
  await database.query('INSERT INTO client_secrets (id, client_id, secret_hash) VALUES ($1, $2, $3)', [
    randomUUID(),
    id,
    secretHash,
  ]);
}
