import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The standing says whether somebody has a second factor, so that every way in can ask for it without a look elsewhere. */
export class SecondFactors1795900000000 implements MigrationInterface {
  name = 'SecondFactors1795900000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE subjects ADD COLUMN has_second_factor boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE subjects DROP COLUMN has_second_factor');
  }
}
