import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The latest logins for applications of one browser are found at once, however many it says it has. */
export class LatestInteractions1795902400000 implements MigrationInterface {
  name = 'LatestInteractions1795902400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX oidc_interactions_browser_hash_idx');
    await runner.query('CREATE INDEX oidc_interactions_browser_hash_id_idx ON oidc_interactions (browser_hash, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX oidc_interactions_browser_hash_id_idx');
    await runner.query('CREATE INDEX oidc_interactions_browser_hash_idx ON oidc_interactions (browser_hash)');
  }
}
