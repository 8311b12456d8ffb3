import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Finds the hashes that are not the service's own, by scheme and costs: those of people who came from another system and have not
 * logged in yet. Where all have, it is empty.
 */
export class ForeignHashes1795900600000 implements MigrationInterface {
  name = 'ForeignHashes1795900600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX users_foreign_hash_idx
      ON users (substring(password_hash from '^[$][^$]+(?:[$]v=[0-9]+)?[$][^$]+[$]'))
      WHERE password_hash NOT LIKE '$argon2id$v=19$m=19456,t=2,p=1$%'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX users_foreign_hash_idx');
  }
}
