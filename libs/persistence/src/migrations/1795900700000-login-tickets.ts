import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was done with the tickets by which logins go on to their second step. */
export class LoginTickets1795900700000 implements MigrationInterface {
  name = 'LoginTickets1795900700000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE login_tickets (
         id uuid CONSTRAINT login_tickets_pkey PRIMARY KEY,
         tries integer NOT NULL,
         used boolean NOT NULL DEFAULT false,
         expires_at timestamptz NOT NULL
       )`,
    );
    await runner.query('CREATE INDEX login_tickets_expires_at_idx ON login_tickets (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE login_tickets');
  }
}
