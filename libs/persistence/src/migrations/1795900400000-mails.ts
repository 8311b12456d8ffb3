import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The outbox: mails wait here until they are sent. */
export class Mails1795900400000 implements MigrationInterface {
  name = 'Mails1795900400000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE mails');
  }
}

const UP = [
  `CREATE TABLE mails (
     id uuid NOT NULL,
     kind text NOT NULL,
     user_id uuid,
     sealed bytea,
     created_at timestamptz NOT NULL DEFAULT now(),
     due_at timestamptz NOT NULL,
     give_up_at timestamptz NOT NULL,
     attempts integer NOT NULL DEFAULT 0,
     outcome text,
     settled_at timestamptz,
     CONSTRAINT mails_pkey PRIMARY KEY (id),
     CONSTRAINT mails_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
     CONSTRAINT mails_outcome_check CHECK (outcome IN ('sent', 'given_up')),
     CONSTRAINT mails_sealed_check CHECK ((sealed IS NULL) = (outcome IS NOT NULL))
   )`,
  `CREATE INDEX mails_due_at_idx ON mails (due_at) WHERE outcome IS NULL`,
  `CREATE INDEX mails_created_at_idx ON mails (created_at)`,
  `CREATE INDEX mails_user_id_idx ON mails (user_id)`,
];
