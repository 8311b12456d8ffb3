import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who registers chooses the password when they use the link, not before. Instances of before still leave one with it. */
export class RegistrationsWithoutPasswords1795901900000 implements MigrationInterface {
  name = 'RegistrationsWithoutPasswords1795901900000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(check(`purpose = 'register' OR password_hash IS NULL`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM links WHERE purpose = 'register' AND password_hash IS NULL`);
    await runner.query(check(`(purpose = 'register') = (password_hash IS NOT NULL)`));
  }
}

const check = (ofPassword: string): string =>
  `ALTER TABLE links
     DROP CONSTRAINT links_register_check,
     ADD CONSTRAINT links_register_check CHECK ((purpose = 'register') = (user_id IS NULL) AND (${ofPassword}))`;
