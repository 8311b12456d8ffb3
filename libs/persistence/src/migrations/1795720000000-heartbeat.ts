import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One row for readiness to write to: what cannot be written to is not ready. */
export class Heartbeat1795720000000 implements MigrationInterface {
  name = 'Heartbeat1795720000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE heartbeat (
        id smallint CONSTRAINT heartbeat_pkey PRIMARY KEY CONSTRAINT heartbeat_id_check CHECK (id = 1),
        written_at timestamptz NOT NULL
      )`);
    await runner.query(`INSERT INTO heartbeat (id, written_at) VALUES (1, now())`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE heartbeat');
  }
}
