import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Devices without a browser ask for somebody to let them in elsewhere (RFC 8628). */
export class DeviceAuthorizations1795901310000 implements MigrationInterface {
  name = 'DeviceAuthorizations1795901310000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE device_authorizations');
  }
}

const UP = [
  `CREATE TABLE device_authorizations (
     id uuid CONSTRAINT device_authorizations_pkey PRIMARY KEY,
     device_code_hash bytea NOT NULL CONSTRAINT device_authorizations_device_code_hash_key UNIQUE,
     user_code_hash bytea NOT NULL CONSTRAINT device_authorizations_user_code_hash_key UNIQUE,
     client_id uuid NOT NULL CONSTRAINT device_authorizations_client_id_fkey REFERENCES clients (id) ON DELETE CASCADE,
     scope text[] NOT NULL,
     audience text[],
     ip text,
     user_agent text,
     created_at timestamptz NOT NULL,
     expires_at timestamptz NOT NULL,
     poll_seconds integer NOT NULL,
     polled_at timestamptz,
     too_fast boolean NOT NULL DEFAULT false,
     decision text CONSTRAINT device_authorizations_decision_check CHECK (decision IN ('approved', 'declined')),
     user_id uuid CONSTRAINT device_authorizations_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
     granted_in uuid,
     amr text[],
     authenticated_at timestamptz,
     session_id uuid
   )`,
  'CREATE INDEX device_authorizations_expires_at_idx ON device_authorizations (expires_at)',
  'CREATE INDEX device_authorizations_client_id_idx ON device_authorizations (client_id)',
  'CREATE INDEX device_authorizations_user_id_client_id_idx ON device_authorizations (user_id, client_id)',
];
