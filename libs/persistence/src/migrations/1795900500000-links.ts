import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What flows by mail need: verified addresses, links that are good once, what was asked for, and how often. */
export class Links1795900500000 implements MigrationInterface {
  name = 'Links1795900500000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}

const CREATORS_BEFORE = `creator_kind IN ('user', 'client', 'operator')`;

const UP = [
  `ALTER TABLE users ADD COLUMN email_verified_at timestamptz`,

  `ALTER TABLE password_tokens
     ADD COLUMN is_mailed boolean NOT NULL DEFAULT false,
     DROP CONSTRAINT password_tokens_creator_kind_check,
     ADD CONSTRAINT password_tokens_creator_kind_check
       CHECK (creator_kind IN ('user', 'client', 'operator', 'mailbox'))`,

  `CREATE TABLE links (
     id uuid NOT NULL,
     user_id uuid,
     purpose text NOT NULL,
     secret_hash bytea NOT NULL,
     email text,
     password_hash text,
     created_at timestamptz NOT NULL DEFAULT now(),
     expires_at timestamptz NOT NULL,
     used_at timestamptz,
     CONSTRAINT links_pkey PRIMARY KEY (id),
     CONSTRAINT links_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
     CONSTRAINT links_purpose_check
       CHECK (purpose IN ('register', 'verify_email', 'email_change_confirm', 'email_change_undo', 'not_me')),
     CONSTRAINT links_register_check
       CHECK ((purpose = 'register') = (user_id IS NULL) AND (purpose = 'register') = (password_hash IS NOT NULL))
   )`,
  `CREATE INDEX links_user_id_idx ON links (user_id)`,
  `CREATE INDEX links_expires_at_idx ON links (expires_at)`,
  `CREATE INDEX links_email_idx ON links (email, purpose)`,

  `CREATE TABLE mail_requests (
     id uuid NOT NULL,
     kind text NOT NULL,
     email text NOT NULL,
     user_id uuid,
     password_hash text,
     ip text,
     user_agent text,
     created_at timestamptz NOT NULL DEFAULT now(),
     CONSTRAINT mail_requests_pkey PRIMARY KEY (id),
     CONSTRAINT mail_requests_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
     CONSTRAINT mail_requests_kind_check
       CHECK (kind IN ('password_forgotten', 'registration', 'registration_again', 'email_change'))
   )`,
  `CREATE INDEX mail_requests_created_at_idx ON mail_requests (created_at)`,
  `CREATE INDEX mail_requests_user_id_idx ON mail_requests (user_id)`,

  `CREATE TABLE mailbox_allowances (
     key text NOT NULL,
     taken timestamptz[] NOT NULL,
     last_at timestamptz NOT NULL,
     CONSTRAINT mailbox_allowances_pkey PRIMARY KEY (key)
   )`,
  `CREATE INDEX mailbox_allowances_last_at_idx ON mailbox_allowances (last_at)`,
];

const DOWN = [
  `DROP TABLE mailbox_allowances`,
  `DROP TABLE mail_requests`,
  `DROP TABLE links`,
  `DELETE FROM password_tokens WHERE NOT (${CREATORS_BEFORE})`,
  `ALTER TABLE password_tokens
     DROP COLUMN is_mailed,
     DROP CONSTRAINT password_tokens_creator_kind_check,
     ADD CONSTRAINT password_tokens_creator_kind_check CHECK (${CREATORS_BEFORE})`,
  `ALTER TABLE users DROP COLUMN email_verified_at`,
];
