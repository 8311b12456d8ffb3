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

  // Who or what, and the kind, as one key: no other index can be taken for such a search.
  `CREATE INDEX audit_events_actor_kind_id_idx ON audit_events ((actor_id::text || ' ' || kind), id)`,
  `CREATE INDEX audit_events_target_kind_id_idx ON audit_events ((target_id || ' ' || kind), id)`,
  `CREATE INDEX audit_events_role_kind_id_idx ON audit_events (((details->>'role') || ' ' || kind), id)
   WHERE (details->>'role') IS NOT NULL`,
  `CREATE INDEX audit_events_user_kind_id_idx ON audit_events (((details->>'user_id') || ' ' || kind), id)
   WHERE (details->>'user_id') IS NOT NULL`,
  // The database counts what is common by indexes of all rows only.
  `CREATE STATISTICS audit_events_role_kind_stats ON ((details->>'role') || ' ' || kind) FROM audit_events`,
  `CREATE STATISTICS audit_events_user_kind_stats ON ((details->>'user_id') || ' ' || kind) FROM audit_events`,
  `DROP INDEX audit_events_role_id_idx`,
];

const DOWN = [
  `CREATE INDEX audit_events_role_id_idx ON audit_events ((details->>'role'), id) WHERE details->>'role' IS NOT NULL`,
  `DROP STATISTICS audit_events_user_kind_stats`,
  `DROP STATISTICS audit_events_role_kind_stats`,
  `DROP INDEX audit_events_user_kind_id_idx`,
  `DROP INDEX audit_events_role_kind_id_idx`,
  `DROP INDEX audit_events_target_kind_id_idx`,
  `DROP INDEX audit_events_actor_kind_id_idx`,
  `DROP TABLE audit_erasures`,
];
