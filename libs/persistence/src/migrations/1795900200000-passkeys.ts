import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Passkeys, and which challenges for them were answered. */
export class Passkeys1795900200000 implements MigrationInterface {
  name = 'Passkeys1795900200000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}

const UP = [
  `CREATE TABLE passkeys (
     id uuid NOT NULL,
     user_id uuid NOT NULL,
     credential_id bytea NOT NULL,
     public_key bytea NOT NULL,
     counter bigint NOT NULL,
     transports text[] NOT NULL,
     backup_eligible boolean NOT NULL,
     backed_up boolean NOT NULL,
     aaguid uuid NOT NULL,
     rp_id text NOT NULL,
     name text NOT NULL,
     created_at timestamptz NOT NULL,
     last_used_at timestamptz,
     CONSTRAINT passkeys_pkey PRIMARY KEY (id),
     CONSTRAINT passkeys_credential_id_key UNIQUE (credential_id),
     CONSTRAINT passkeys_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
   )`,
  'CREATE INDEX passkeys_user_id_idx ON passkeys (user_id)',
  `CREATE TABLE used_passkey_challenges (
     id bytea NOT NULL,
     expires_at timestamptz NOT NULL,
     CONSTRAINT used_passkey_challenges_pkey PRIMARY KEY (id)
   )`,
  'CREATE INDEX used_passkey_challenges_expires_at_idx ON used_passkey_challenges (expires_at)',
];

const DOWN = ['DROP TABLE used_passkey_challenges', 'DROP TABLE passkeys'];
