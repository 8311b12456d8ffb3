import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds in the audit trail who was given a role, and what was done to the sessions of a user. */
export class AuditSearch1795600000000 implements MigrationInterface {
  name = 'AuditSearch1795600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX audit_events_role_id_idx ON audit_events ((details->>'role'), id)
       WHERE details->>'role' IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX audit_events_user_id_id_idx ON audit_events ((details->>'user_id'), id)
       WHERE details->>'user_id' IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX audit_events_user_id_id_idx');
    await runner.query('DROP INDEX audit_events_role_id_idx');
  }
}
