import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What strangers ask for uses up nothing of what somebody's own devices may. */
export class AskedOnKnownDevices1795901910000 implements MigrationInterface {
  name = 'AskedOnKnownDevices1795901910000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE mail_requests ADD COLUMN known_device boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE mail_requests DROP COLUMN known_device');
  }
}
