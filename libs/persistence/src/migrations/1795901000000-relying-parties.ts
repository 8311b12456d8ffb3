import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Applications that people log in with are clients beside services. */
export class RelyingParties1795901000000 implements MigrationInterface {
  name = 'RelyingParties1795901000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE clients
         ADD COLUMN redirect_uris text[] NOT NULL DEFAULT '{}',
         ADD COLUMN post_logout_redirect_uris text[] NOT NULL DEFAULT '{}',
         ADD COLUMN backchannel_logout_uri text,
         ADD COLUMN logo_uri text,
         ADD COLUMN first_party boolean NOT NULL DEFAULT false,
         DROP CONSTRAINT clients_kind_check,
         ADD CONSTRAINT clients_kind_check CHECK (kind IN ('service', 'web', 'native', 'browser'))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DELETE FROM clients WHERE kind IN ('web', 'native') OR (kind = 'browser' AND client_id IS NULL)`,
    );
    await runner.query(
      `ALTER TABLE clients
         DROP CONSTRAINT clients_kind_check,
         ADD CONSTRAINT clients_kind_check CHECK (kind IN ('service', 'browser')),
         DROP COLUMN first_party,
         DROP COLUMN logo_uri,
         DROP COLUMN backchannel_logout_uri,
         DROP COLUMN post_logout_redirect_uris,
         DROP COLUMN redirect_uris`,
    );
  }
}
