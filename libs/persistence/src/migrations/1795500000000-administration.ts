import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Roles that include others, delegated assignment, declared permissions, invited accounts, custom claims. */
export class Administration1795500000000 implements MigrationInterface {
  name = 'Administration1795500000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}

const UP = [
  `ALTER TABLE subjects
     ADD COLUMN ext jsonb,
     DROP CONSTRAINT subjects_status_check,
     ADD CONSTRAINT subjects_status_check CHECK (status IN ('active', 'invited', 'disabled', 'deleted'))`,

  // Those who are not active are few, and looked for.
  `CREATE INDEX subjects_status_id_idx ON subjects (status, id) WHERE status <> 'active'`,

  `ALTER TABLE users
     ALTER COLUMN password_hash DROP NOT NULL,
     ADD COLUMN version integer NOT NULL DEFAULT 1`,
  `CREATE INDEX users_email_prefix_idx ON users (email text_pattern_ops)`,

  `CREATE TABLE role_inclusions (
     role text NOT NULL,
     included text NOT NULL,
     CONSTRAINT role_inclusions_pkey PRIMARY KEY (role, included),
     CONSTRAINT role_inclusions_role_fkey FOREIGN KEY (role) REFERENCES roles (name) ON DELETE CASCADE,
     CONSTRAINT role_inclusions_included_fkey FOREIGN KEY (included) REFERENCES roles (name) ON DELETE CASCADE
   )`,
  `CREATE INDEX role_inclusions_included_idx ON role_inclusions (included)`,
  `CREATE TABLE role_assignables (
     role text NOT NULL,
     assignable text NOT NULL,
     CONSTRAINT role_assignables_pkey PRIMARY KEY (role, assignable),
     CONSTRAINT role_assignables_role_fkey FOREIGN KEY (role) REFERENCES roles (name) ON DELETE CASCADE,
     CONSTRAINT role_assignables_assignable_fkey FOREIGN KEY (assignable) REFERENCES roles (name) ON DELETE CASCADE
   )`,
  `CREATE INDEX role_assignables_assignable_idx ON role_assignables (assignable)`,

  `CREATE TABLE declared_permissions (
     name text NOT NULL,
     description text NOT NULL,
     declared_by uuid,
     created_at timestamptz NOT NULL DEFAULT now(),
     updated_at timestamptz NOT NULL DEFAULT now(),
     CONSTRAINT declared_permissions_pkey PRIMARY KEY (name)
   )`,

  `CREATE TABLE password_tokens (
     id uuid NOT NULL,
     user_id uuid NOT NULL,
     purpose text NOT NULL,
     secret_hash bytea NOT NULL,
     creator_kind text NOT NULL,
     creator_id uuid,
     creator_scopes text[] NOT NULL,
     created_at timestamptz NOT NULL DEFAULT now(),
     expires_at timestamptz NOT NULL,
     used_at timestamptz,
     CONSTRAINT password_tokens_pkey PRIMARY KEY (id),
     CONSTRAINT password_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
     CONSTRAINT password_tokens_purpose_check CHECK (purpose IN ('invitation', 'reset')),
     CONSTRAINT password_tokens_creator_kind_check CHECK (creator_kind IN ('user', 'client', 'operator'))
   )`,
  `CREATE INDEX password_tokens_user_id_idx ON password_tokens (user_id)`,
  `CREATE INDEX password_tokens_expires_at_idx ON password_tokens (expires_at)`,

  `CREATE INDEX audit_events_actor_id_id_idx ON audit_events (actor_id, id)`,
  `CREATE INDEX audit_events_target_id_id_idx ON audit_events (target_id, id)`,
  `CREATE INDEX audit_events_kind_id_idx ON audit_events (kind, id)`,
];

const DOWN = [
  `DROP INDEX audit_events_kind_id_idx`,
  `DROP INDEX audit_events_target_id_id_idx`,
  `DROP INDEX audit_events_actor_id_id_idx`,
  `DROP TABLE password_tokens`,
  `DROP TABLE declared_permissions`,
  `DROP TABLE role_assignables`,
  `DROP TABLE role_inclusions`,
  `DROP INDEX users_email_prefix_idx`,
  // Whoever was invited cannot be kept without a password: theirs is one that nothing matches.
  `UPDATE users SET password_hash = '' WHERE password_hash IS NULL`,
  `ALTER TABLE users DROP COLUMN version, ALTER COLUMN password_hash SET NOT NULL`,
  `UPDATE subjects SET status = 'disabled' WHERE status = 'invited'`,
  `DROP INDEX subjects_status_id_idx`,
  `ALTER TABLE subjects
     DROP COLUMN ext,
     DROP CONSTRAINT subjects_status_check,
     ADD CONSTRAINT subjects_status_check CHECK (status IN ('active', 'disabled', 'deleted'))`,
];
