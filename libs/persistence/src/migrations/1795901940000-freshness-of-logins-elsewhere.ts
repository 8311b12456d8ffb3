import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A login at another provider may have to be of the last moments. */
export class FreshnessOfLoginsElsewhere1795901940000 implements MigrationInterface {
  name = 'FreshnessOfLoginsElsewhere1795901940000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE upstream_logins ADD COLUMN max_age integer');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE upstream_logins DROP COLUMN max_age');
  }
}
