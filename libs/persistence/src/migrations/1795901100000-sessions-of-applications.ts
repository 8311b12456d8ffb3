import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Applications have sessions of their own, which are over with the session in which somebody let them in. */
export class SessionsOfApplications1795901100000 implements MigrationInterface {
  name = 'SessionsOfApplications1795901100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sessions ADD COLUMN parent_id uuid, ADD COLUMN scope text[]');
    // Nobody has a parent yet, so there is nothing to look through.
    await runner.query(
      `ALTER TABLE sessions ADD CONSTRAINT sessions_parent_id_fkey
         FOREIGN KEY (parent_id) REFERENCES sessions (id) ON DELETE CASCADE NOT VALID`,
    );
    await runner.query('ALTER TABLE sessions VALIDATE CONSTRAINT sessions_parent_id_fkey');
    await runner.query('CREATE INDEX sessions_parent_id_idx ON sessions (parent_id) WHERE parent_id IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX sessions_parent_id_idx');
    await runner.query('ALTER TABLE sessions DROP COLUMN scope, DROP COLUMN parent_id');
  }
}
