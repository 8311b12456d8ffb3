import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody has as a second factor: an authenticator app, and codes for the day on which it is lost. */
export class TotpAndRecoveryCodes1795900100000 implements MigrationInterface {
  name = 'TotpAndRecoveryCodes1795900100000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE recovery_codes');
    await runner.query('DROP TABLE totp_factors');
  }
}

const UP = [
  `CREATE TABLE totp_factors (
     id uuid CONSTRAINT totp_factors_pkey PRIMARY KEY,
     user_id uuid NOT NULL CONSTRAINT totp_factors_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
     name text NOT NULL,
     secret bytea NOT NULL,
     created_at timestamptz NOT NULL DEFAULT now(),
     confirmed_at timestamptz,
     last_step integer,
     last_used_at timestamptz,
     CONSTRAINT totp_factors_last_step_check CHECK ((last_step IS NULL) = (confirmed_at IS NULL))
   )`,
  'CREATE INDEX totp_factors_user_id_idx ON totp_factors (user_id)',
  'CREATE UNIQUE INDEX totp_factors_one_confirmed_idx ON totp_factors (user_id) WHERE confirmed_at IS NOT NULL',
  'CREATE UNIQUE INDEX totp_factors_one_begun_idx ON totp_factors (user_id) WHERE confirmed_at IS NULL',
  `CREATE TABLE recovery_codes (
     id uuid CONSTRAINT recovery_codes_pkey PRIMARY KEY,
     user_id uuid NOT NULL CONSTRAINT recovery_codes_user_id_key UNIQUE
       CONSTRAINT recovery_codes_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
     code_hashes bytea[] NOT NULL,
     created_at timestamptz NOT NULL DEFAULT now(),
     last_used_at timestamptz
   )`,
];
