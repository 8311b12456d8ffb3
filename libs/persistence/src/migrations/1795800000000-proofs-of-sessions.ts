import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How and when somebody proved who they are, and whose standing a session depends on beside its user's. Sessions that are
 * there were opened by password, at `issued_at`; instances of the version before go on opening such.
 */
export class ProofsOfSessions1795800000000 implements MigrationInterface {
  name = 'ProofsOfSessions1795800000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}

// Adds columns that are null or have a constant default: no row is rewritten, however many there are.
const UP = [
  `ALTER TABLE sessions
     ADD COLUMN amr text[] NOT NULL DEFAULT '{pwd}',
     ADD COLUMN authenticated_at timestamptz,
     ADD COLUMN client_subject_id uuid`,
  `UPDATE sessions SET client_subject_id = client_id::uuid WHERE client_id <> 'gatehouse'`,
  `ALTER TABLE sessions ADD CONSTRAINT sessions_client_subject_id_fkey
     FOREIGN KEY (client_subject_id) REFERENCES subjects (id)`,
  // An instance of the version before, which does not fill it in, must not open a session that outlives its client.
  `ALTER TABLE sessions ADD CONSTRAINT sessions_client_subject_id_check
     CHECK (client_subject_id IS NOT NULL OR client_id = 'gatehouse')`,
  'DROP INDEX sessions_client_id_id_idx',
  `CREATE INDEX sessions_client_subject_id_id_idx ON sessions (client_subject_id, id)
   WHERE client_subject_id IS NOT NULL`,
];

const DOWN = [
  `CREATE INDEX sessions_client_id_id_idx ON sessions (client_id, id) WHERE client_id <> 'gatehouse'`,
  'DROP INDEX sessions_client_subject_id_id_idx',
  'ALTER TABLE sessions DROP COLUMN client_subject_id, DROP COLUMN authenticated_at, DROP COLUMN amr',
];
