import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Service clients, revoked tokens, the life cycle of signing keys, narrowed audiences of sessions. */
export class ServiceClientsAndKeyLifeCycle1795309200000 implements MigrationInterface {
  name = 'ServiceClientsAndKeyLifeCycle1795309200000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}

const UP = [
  `CREATE TABLE clients (
     id uuid NOT NULL,
     name text NOT NULL,
     scopes text[] NOT NULL,
     audiences text[],
     public_jwk jsonb,
     created_at timestamptz NOT NULL DEFAULT now(),
     updated_at timestamptz NOT NULL DEFAULT now(),
     CONSTRAINT clients_pkey PRIMARY KEY (id),
     CONSTRAINT clients_name_key UNIQUE (name),
     CONSTRAINT clients_id_fkey FOREIGN KEY (id) REFERENCES subjects (id)
   )`,
  `CREATE TABLE client_secrets (
     id uuid NOT NULL,
     client_id uuid NOT NULL,
     secret_hash bytea NOT NULL,
     created_at timestamptz NOT NULL DEFAULT now(),
     expires_at timestamptz,
     CONSTRAINT client_secrets_pkey PRIMARY KEY (id),
     CONSTRAINT client_secrets_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients (id) ON DELETE CASCADE
   )`,
  `CREATE INDEX client_secrets_client_id_idx ON client_secrets (client_id)`,
  `CREATE TABLE client_assertions (
     client_id uuid NOT NULL,
     jti text NOT NULL,
     expires_at timestamptz NOT NULL,
     CONSTRAINT client_assertions_pkey PRIMARY KEY (client_id, jti),
     CONSTRAINT client_assertions_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients (id) ON DELETE CASCADE
   )`,
  `CREATE INDEX client_assertions_expires_at_idx ON client_assertions (expires_at)`,

  `CREATE TABLE revocations (
     id uuid NOT NULL,
     kind text NOT NULL,
     target text NOT NULL,
     reason text,
     revoked_at timestamptz NOT NULL DEFAULT now(),
     expires_at timestamptz NOT NULL,
     CONSTRAINT revocations_pkey PRIMARY KEY (id),
     CONSTRAINT revocations_kind_check CHECK (kind IN ('session', 'token', 'subject', 'key', 'role'))
   )`,
  `CREATE UNIQUE INDEX revocations_token_target_idx ON revocations (target) WHERE kind = 'token'`,
  `CREATE INDEX revocations_expires_at_idx ON revocations (expires_at)`,

  `ALTER TABLE sessions ADD COLUMN audience text[]`,

  `ALTER TABLE subjects ADD COLUMN swept_epoch integer NOT NULL DEFAULT 0`,
  `CREATE INDEX subjects_to_sweep_idx ON subjects (id) WHERE sessions_epoch > swept_epoch`,

  `ALTER TABLE signing_keys
     ADD COLUMN published_at timestamptz NOT NULL DEFAULT now(),
     ADD COLUMN activated_at timestamptz,
     ADD COLUMN superseded_at timestamptz,
     ADD COLUMN retired_at timestamptz`,
  `UPDATE signing_keys SET published_at = created_at, activated_at = created_at WHERE state = 'current'`,
  `CREATE UNIQUE INDEX signing_keys_one_next_idx ON signing_keys (state) WHERE state = 'next'`,
];

const DOWN = [
  `DROP INDEX signing_keys_one_next_idx`,
  `ALTER TABLE signing_keys
     DROP COLUMN published_at, DROP COLUMN activated_at, DROP COLUMN superseded_at, DROP COLUMN retired_at`,
  `ALTER TABLE subjects DROP COLUMN swept_epoch`,
  `ALTER TABLE sessions DROP COLUMN audience`,
  `DROP TABLE revocations`,
  `DROP TABLE client_assertions`,
  `DROP TABLE client_secrets`,
  `DROP TABLE clients`,
];
