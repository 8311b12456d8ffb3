import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Applications push what they ask for (RFC 9126), and may have to; and whether one runs on devices without a browser (RFC 8628). */
export class PushedRequests1795901300000 implements MigrationInterface {
  name = 'PushedRequests1795901300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE clients
         ADD COLUMN require_pushed_authorization_requests boolean NOT NULL DEFAULT false,
         ADD COLUMN device_grant boolean NOT NULL DEFAULT false`,
    );
    await runner.query(
      `CREATE TABLE pushed_requests (
         id uuid CONSTRAINT pushed_requests_pkey PRIMARY KEY,
         uri_hash bytea NOT NULL CONSTRAINT pushed_requests_uri_hash_key UNIQUE,
         client_id uuid NOT NULL CONSTRAINT pushed_requests_client_id_fkey REFERENCES clients (id) ON DELETE CASCADE,
         request jsonb NOT NULL,
         expires_at timestamptz NOT NULL,
         interaction_id uuid
       )`,
    );
    await runner.query('CREATE INDEX pushed_requests_expires_at_idx ON pushed_requests (expires_at)');
    await runner.query('CREATE INDEX pushed_requests_client_id_idx ON pushed_requests (client_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE pushed_requests');
    await runner.query(
      'ALTER TABLE clients DROP COLUMN device_grant, DROP COLUMN require_pushed_authorization_requests',
    );
  }
}
