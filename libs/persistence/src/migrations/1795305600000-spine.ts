import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Subjects, users, roles, sessions, signing keys and the audit trail. */
export class Spine1795305600000 implements MigrationInterface {
  name = 'Spine1795305600000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`DROP TABLE ${table}`);
  }
}

const UP = [
  // Epochs rise often and are in no index: room in each page keeps those updates heap-only.
  `CREATE TABLE subjects (
     id uuid NOT NULL,
     kind text NOT NULL,
     status text NOT NULL,
     epoch integer NOT NULL DEFAULT 0,
     sessions_epoch integer NOT NULL DEFAULT 0,
     CONSTRAINT subjects_pkey PRIMARY KEY (id),
     CONSTRAINT subjects_kind_check CHECK (kind IN ('user', 'client')),
     CONSTRAINT subjects_status_check CHECK (status IN ('active', 'disabled', 'deleted'))
   ) WITH (fillfactor = 80)`,

  `CREATE TABLE users (
     id uuid NOT NULL,
     email text NOT NULL,
     password_hash text NOT NULL,
     created_at timestamptz NOT NULL DEFAULT now(),
     updated_at timestamptz NOT NULL DEFAULT now(),
     CONSTRAINT users_pkey PRIMARY KEY (id),
     CONSTRAINT users_email_key UNIQUE (email),
     CONSTRAINT users_id_fkey FOREIGN KEY (id) REFERENCES subjects (id)
   )`,

  `CREATE TABLE roles (
     name text NOT NULL,
     description text NOT NULL DEFAULT '',
     built_in boolean NOT NULL DEFAULT false,
     version integer NOT NULL DEFAULT 1,
     created_at timestamptz NOT NULL DEFAULT now(),
     updated_at timestamptz NOT NULL DEFAULT now(),
     CONSTRAINT roles_pkey PRIMARY KEY (name)
   )`,
  `CREATE TABLE role_permissions (
     role text NOT NULL,
     permission text NOT NULL,
     CONSTRAINT role_permissions_pkey PRIMARY KEY (role, permission),
     CONSTRAINT role_permissions_role_fkey FOREIGN KEY (role) REFERENCES roles (name) ON DELETE CASCADE
   )`,
  `CREATE TABLE user_roles (
     user_id uuid NOT NULL,
     role text NOT NULL,
     granted_by uuid,
     granted_at timestamptz NOT NULL DEFAULT now(),
     expires_at timestamptz,
     CONSTRAINT user_roles_pkey PRIMARY KEY (user_id, role),
     CONSTRAINT user_roles_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
     CONSTRAINT user_roles_role_fkey FOREIGN KEY (role) REFERENCES roles (name)
   )`,
  `CREATE INDEX user_roles_role_user_id_idx ON user_roles (role, user_id)`,

  // A rotation changes jti, counter, rotated_at and last_used_at: none of them may ever be indexed.
  `CREATE TABLE sessions (
     id uuid NOT NULL,
     user_id uuid NOT NULL,
     client_id text NOT NULL,
     jti text NOT NULL,
     issued_at timestamptz NOT NULL,
     expires_at timestamptz NOT NULL,
     revoked boolean NOT NULL DEFAULT false,
     revoked_at timestamptz,
     revoked_reason text,
     last_used_at timestamptz NOT NULL,
     idle_seconds integer NOT NULL,
     opened_epoch integer NOT NULL,
     secret_hash bytea NOT NULL,
     counter integer NOT NULL DEFAULT 0,
     rotated_at timestamptz NOT NULL,
     ip text,
     user_agent text,
     CONSTRAINT sessions_pkey PRIMARY KEY (id),
     CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
   ) WITH (fillfactor = 70)`,
  `CREATE INDEX sessions_user_id_id_idx ON sessions (user_id, id)`,
  `CREATE INDEX sessions_expires_at_idx ON sessions (expires_at)`,

  `CREATE TABLE signing_keys (
     kid text NOT NULL,
     alg text NOT NULL,
     state text NOT NULL,
     public_jwk jsonb NOT NULL,
     private_key bytea NOT NULL,
     created_at timestamptz NOT NULL DEFAULT now(),
     CONSTRAINT signing_keys_pkey PRIMARY KEY (kid),
     CONSTRAINT signing_keys_state_check CHECK (state IN ('next', 'current', 'previous', 'retired'))
   )`,
  `CREATE UNIQUE INDEX signing_keys_one_current_idx ON signing_keys (state) WHERE state = 'current'`,

  `CREATE TABLE audit_events (
     id uuid NOT NULL,
     kind text NOT NULL,
     occurred_at timestamptz NOT NULL DEFAULT now(),
     actor_id uuid,
     target_id text,
     ip text,
     user_agent text,
     details jsonb NOT NULL DEFAULT '{}',
     CONSTRAINT audit_events_pkey PRIMARY KEY (id)
   )`,

  `INSERT INTO roles (name, description, built_in) VALUES
     ('admin', 'Holds every permission.', true),
     ('user', 'Everybody with an account.', true)`,
  `INSERT INTO role_permissions (role, permission) VALUES ('admin', '*')`,
];

const TABLES = [
  'audit_events',
  'signing_keys',
  'sessions',
  'user_roles',
  'role_permissions',
  'roles',
  'users',
  'subjects',
];
