import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose traces are to be erased from the audit trail; and the trail is found by each filter together with a kind. */
export class AuditErasuresAndSearch1795741000000 implements MigrationInterface {
  name = 'AuditErasuresAndSearch1795741000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}

const UP = [
  `CREATE TABLE audit_erasures (
     user_id uuid NOT NULL,
     requested_at timestamptz NOT NULL DEFAULT now(),
     CONSTRAINT audit_erasures_pkey PRIMARY KEY (user_id)
   )`,
  // Accounts that were deleted before left their traces.
  `INSERT INTO audit_erasures (user_id) SELECT id FROM subjects WHERE kind = 'user' AND status = 'deleted'`,

  `CREATE INDEX audit_events_actor_id_kind_id_idx ON audit_events (actor_id, kind, id)`,
  `CREATE INDEX audit_events_target_id_kind_id_idx ON audit_events (target_id, kind, id)`,
  `CREATE INDEX audit_events_role_kind_id_idx ON audit_events ((details->>'role'), kind, id)
   WHERE details->>'role' IS NOT NULL`,
  `CREATE INDEX audit_events_user_id_kind_id_idx ON audit_events ((details->>'user_id'), kind, id)
   WHERE details->>'user_id' IS NOT NULL`,
  `DROP INDEX audit_events_role_id_idx`,
];

const DOWN = [
  `CREATE INDEX audit_events_role_id_idx ON audit_events ((details->>'role'), id) WHERE details->>'role' IS NOT NULL`,
  `DROP INDEX audit_events_user_id_kind_id_idx`,
  `DROP INDEX audit_events_role_kind_id_idx`,
  `DROP INDEX audit_events_target_id_kind_id_idx`,
  `DROP INDEX audit_events_actor_id_kind_id_idx`,
  `DROP TABLE audit_erasures`,
];
