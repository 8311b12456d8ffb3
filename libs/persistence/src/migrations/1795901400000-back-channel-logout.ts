import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Applications are told when a session of theirs ends: which ends are to be told of, and an outbox for that. */
export class BackChannelLogout1795901400000 implements MigrationInterface {
  name = 'BackChannelLogout1795901400000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}

const UP = [
  `ALTER TABLE sessions ADD COLUMN granted_in uuid, ADD COLUMN to_tell boolean NOT NULL DEFAULT false`,
  // Nobody is there yet whose end is to be told, so they are empty.
  'CREATE INDEX sessions_to_tell_idx ON sessions (id) WHERE revoked AND to_tell',
  'CREATE INDEX sessions_granted_in_idx ON sessions (granted_in) WHERE granted_in IS NOT NULL',
  'ALTER TABLE clients ADD COLUMN backchannel_logout_session_required boolean NOT NULL DEFAULT false',
  `CREATE TABLE backchannel_logouts (
     id uuid CONSTRAINT backchannel_logouts_pkey PRIMARY KEY,
     client_id uuid NOT NULL CONSTRAINT backchannel_logouts_client_id_fkey REFERENCES clients (id) ON DELETE CASCADE,
     user_id uuid NOT NULL,
     session_id uuid NOT NULL,
     created_at timestamptz NOT NULL,
     due_at timestamptz NOT NULL,
     attempts integer NOT NULL DEFAULT 0
   )`,
  'CREATE INDEX backchannel_logouts_client_id_due_at_idx ON backchannel_logouts (client_id, due_at)',
];

const DOWN = [
  'DROP TABLE backchannel_logouts',
  'ALTER TABLE clients DROP COLUMN backchannel_logout_session_required',
  'DROP INDEX sessions_granted_in_idx',
  'DROP INDEX sessions_to_tell_idx',
  'ALTER TABLE sessions DROP COLUMN to_tell, DROP COLUMN granted_in',
];
