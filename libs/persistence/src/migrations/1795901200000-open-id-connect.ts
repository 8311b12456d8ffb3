import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People log in to applications: on the way to an answer, codes, and what they have allowed. */
export class OpenIdConnect1795901200000 implements MigrationInterface {
  name = 'OpenIdConnect1795901200000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['consents', 'authorization_codes', 'oidc_interactions'])
      await runner.query(`DROP TABLE ${table}`);
  }
}

const UP = [
  `CREATE TABLE oidc_interactions (
     id uuid CONSTRAINT oidc_interactions_pkey PRIMARY KEY,
     client_id uuid NOT NULL CONSTRAINT oidc_interactions_client_id_fkey REFERENCES clients (id) ON DELETE CASCADE,
     browser_hash bytea NOT NULL,
     request jsonb NOT NULL,
     created_at timestamptz NOT NULL,
     expires_at timestamptz NOT NULL,
     used boolean NOT NULL DEFAULT false
   )`,
  'CREATE INDEX oidc_interactions_expires_at_idx ON oidc_interactions (expires_at)',
  'CREATE INDEX oidc_interactions_client_id_idx ON oidc_interactions (client_id)',
  `CREATE TABLE authorization_codes (
     code_hash bytea CONSTRAINT authorization_codes_pkey PRIMARY KEY,
     client_id uuid NOT NULL CONSTRAINT authorization_codes_client_id_fkey REFERENCES clients (id) ON DELETE CASCADE,
     user_id uuid NOT NULL CONSTRAINT authorization_codes_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
     granted_in uuid NOT NULL,
     redirect_uri text NOT NULL,
     code_challenge text NOT NULL,
     nonce text,
     scope text[] NOT NULL,
     audience text[],
     amr text[] NOT NULL,
     authenticated_at timestamptz NOT NULL,
     expires_at timestamptz NOT NULL,
     session_id uuid
   )`,
  'CREATE INDEX authorization_codes_expires_at_idx ON authorization_codes (expires_at)',
  'CREATE INDEX authorization_codes_user_id_client_id_idx ON authorization_codes (user_id, client_id)',
  'CREATE INDEX authorization_codes_client_id_idx ON authorization_codes (client_id)',
  `CREATE TABLE consents (
     user_id uuid NOT NULL CONSTRAINT consents_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
     client_id uuid NOT NULL CONSTRAINT consents_client_id_fkey REFERENCES clients (id) ON DELETE CASCADE,
     scopes text[] NOT NULL,
     granted_at timestamptz NOT NULL,
     CONSTRAINT consents_pkey PRIMARY KEY (user_id, client_id)
   )`,
  'CREATE INDEX consents_client_id_idx ON consents (client_id)',
];
