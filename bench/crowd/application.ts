import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';

const id = randomUUID();
const secret = `gcs_${randomBytes(32).toString('base64url')}`;
const secretHash = createHash('sha256').update(secret).digest();

/** An application that people log in with, ours, so that nobody is asked for consent: the same one on both sides. */
export const application = {
  id,
  redirect_uri: 'https://wiki.bench.example/callback',
  /** What is known of its secret. */
  secret_sha256: secretHash.toString('base64url'),
};

/** What its requests carry. */
export const applicationCredentials = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;

export async function registerApplication(database: Pool): Promise<void> {
  const { redirect_uri } = application;
  await database.query(`INSERT INTO subjects (id, kind, status) VALUES ($1, 'client', 'active')`, [id]);
  await database.query(
    `INSERT INTO clients (id, name, scopes, kind, redirect_uris, first_party) VALUES ($1, 'wiki', '{}', 'web', $2, true)`,
    [id, [redirect_uri]],
  );
  await database.query('INSERT INTO client_secrets (id, client_id, secret_hash) VALUES ($1, $2, $3)', [
    randomUUID(),
    id,
    secretHash,
  ]);
}
