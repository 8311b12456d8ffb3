import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a service client opened for people is over for good once the client was disabled. Of the sessions that are there it
 * is not known when they were opened: those of a client that has ever been disabled are over, all others go on.
 */
export class SessionsOfClients1795700000000 implements MigrationInterface {
  name = 'SessionsOfClients1795700000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sessions ADD COLUMN client_opened_epoch integer NOT NULL DEFAULT 0');
    await runner.query(
      `CREATE INDEX sessions_client_id_id_idx ON sessions (client_id, id) WHERE client_id <> 'gatehouse'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX sessions_client_id_id_idx');
    await runner.query('ALTER TABLE sessions DROP COLUMN client_opened_epoch');
  }
}
