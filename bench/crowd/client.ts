import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';

/** A client with a secret, made up for the bench: the same one on both sides. */
export class BenchClient {
  readonly id = randomUUID();
  private readonly secret = `gcs_${randomBytes(32).toString('base64url')}`;
  private readonly secretHash = createHash('sha256').update(this.secret).digest();

  /** What is known of its secret. */
  get secret_sha256(): string {
    return this.secretHash.toString('base64url');
  }

  /** The `Authorization` header of its requests. */
  get credentials(): string {
    return `Basic ${Buffer.from(`${this.id}:${this.secret}`).toString('base64')}`;
  }

  /** @param fields of its row, by the names of their columns */
  async register(database: Pool, fields: Readonly<Record<string, unknown>>): Promise<void> {
    const { id } = this;
    const columns = ['id', ...Object.keys(fields)];
    const places = columns.map((_, index) => `$${index + 1}`);
    await database.query(`INSERT INTO subjects (id, kind, status) VALUES ($1, 'client', 'active')`, [id]);
    await database.query(`INSERT INTO clients (${columns.join()}) VALUES (${places.join()})`, [
      id,
      ...Object.values(fields),
    ]);
    await database.query('INSERT INTO client_secrets (id, client_id, secret_hash) VALUES ($1, $2, $3)', [
      ...[randomUUID(), id, this.secretHash],
    ]);
  }
}
