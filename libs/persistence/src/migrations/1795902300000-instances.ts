import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The processes that serve, so that any of them can tell of all. */
export class Instances1795902300000 implements MigrationInterface {
  name = 'Instances1795902300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE instances (
         id uuid CONSTRAINT instances_pkey PRIMARY KEY,
         host text NOT NULL,
         worker integer,
         version text NOT NULL,
         started_at timestamptz NOT NULL,
         seen_at timestamptz NOT NULL,
         feed_age_ms integer NOT NULL,
         feed_entries integer NOT NULL,
         feed_subscribers integer NOT NULL
       )`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE instances');
  }
}
