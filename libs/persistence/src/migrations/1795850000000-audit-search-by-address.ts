import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds in the audit trail what was done from an address, of one kind or of any. */
export class AuditSearchByAddress1795850000000 implements MigrationInterface {
  name = 'AuditSearchByAddress1795850000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX audit_events_ip_id_idx ON audit_events (ip, id)');
    await runner.query(`CREATE INDEX audit_events_ip_kind_id_idx ON audit_events ((ip || ' ' || kind), id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX audit_events_ip_kind_id_idx');
    await runner.query('DROP INDEX audit_events_ip_id_idx');
  }
}
