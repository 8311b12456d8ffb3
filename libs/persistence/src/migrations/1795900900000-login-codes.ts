import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is asked for and given out to log in by an e-mailed code. */
export class LoginCodes1795900900000 implements MigrationInterface {
  name = 'LoginCodes1795900900000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE login_codes (
         id uuid CONSTRAINT login_codes_pkey PRIMARY KEY,
         user_id uuid CONSTRAINT login_codes_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
         email text,
         code_hash bytea,
         sessions_epoch integer,
         tries integer NOT NULL DEFAULT 0,
         used boolean NOT NULL DEFAULT false,
         expires_at timestamptz NOT NULL,
         CONSTRAINT login_codes_given_check CHECK ((user_id IS NULL) = (code_hash IS NULL))
       )`,
    );
    await runner.query('CREATE INDEX login_codes_expires_at_idx ON login_codes (expires_at)');
    await runner.query('CREATE INDEX login_codes_user_id_idx ON login_codes (user_id)');
    await runner.query(kinds(`${KINDS_BEFORE}, 'login_code'`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM mail_requests WHERE kind NOT IN (${KINDS_BEFORE})`);
    await runner.query(kinds(KINDS_BEFORE));
    await runner.query('DROP TABLE login_codes');
  }
}

const KINDS_BEFORE = `'password_forgotten', 'registration', 'registration_again', 'email_change'`;

const kinds = (list: string): string =>
  `ALTER TABLE mail_requests
     DROP CONSTRAINT mail_requests_kind_check,
     ADD CONSTRAINT mail_requests_kind_check CHECK (kind IN (${list}))`;
