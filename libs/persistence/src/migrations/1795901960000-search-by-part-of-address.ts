import type { MigrationInterface, QueryRunner } from 'typeorm';

const everyThird = (from: number): string =>
  `string_to_array(regexp_replace(substr(email, ${from}), '(...)', '\\1 ', 'g'), ' ')`;

/** Finds people by any part of their address. */
export class SearchByPartOfAddress1795901960000 implements MigrationInterface {
  name = 'SearchByPartOfAddress1795901960000';

  async up(runner: QueryRunner): Promise<void> {
    const pieces = [1, 2, 3].map(everyThird).join(' || ');
    await runner.query(`CREATE INDEX users_email_pieces_idx ON users USING gin ((${pieces}))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX users_email_pieces_idx');
  }
}
