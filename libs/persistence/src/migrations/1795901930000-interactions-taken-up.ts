import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A reload of the log-in page finds the login for an application that goes on in its browser. */
export class InteractionsTakenUp1795901930000 implements MigrationInterface {
  name = 'InteractionsTakenUp1795901930000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX oidc_interactions_browser_hash_idx ON oidc_interactions (browser_hash)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX oidc_interactions_browser_hash_idx');
  }
}
