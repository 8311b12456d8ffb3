import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds the sessions that were opened from an address, whoever's they are. */
export class SearchOfSessions1795902200000 implements MigrationInterface {
  name = 'SearchOfSessions1795902200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX sessions_ip_id_idx ON sessions (ip, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX sessions_ip_id_idx');
  }
}
