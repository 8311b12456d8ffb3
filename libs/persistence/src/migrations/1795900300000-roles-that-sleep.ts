import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Roles may demand a second factor. Whether a role does by what it includes is stored as well, so that a refresh has to look at
 * nothing but the roles that were granted. A set-password token notes whether whoever made it had shown one.
 */
export class RolesThatSleep1795900300000 implements MigrationInterface {
  name = 'RolesThatSleep1795900300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE roles ADD COLUMN requires_mfa boolean NOT NULL DEFAULT false,
      ADD COLUMN effective_requires_mfa boolean NOT NULL DEFAULT false`);
    await runner.query('ALTER TABLE password_tokens ADD COLUMN creator_mfa boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE password_tokens DROP COLUMN creator_mfa');
    await runner.query('ALTER TABLE roles DROP COLUMN effective_requires_mfa, DROP COLUMN requires_mfa');
  }
}
