import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People log in by other providers, whose word for who they are is linked to their accounts. */
export class IdentityProviders1795901500000 implements MigrationInterface {
  name = 'IdentityProviders1795901500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE identity_providers (
        id uuid NOT NULL,
        issuer text NOT NULL,
        client_id text NOT NULL,
        client_secret bytea NOT NULL,
        button_text text NOT NULL,
        scopes text[] NOT NULL,
        makes_accounts boolean NOT NULL,
        email_domains text[] NOT NULL,
        role_mapping jsonb NOT NULL,
        mfa_acr_values text[] NOT NULL,
        mfa_amr_values text[] NOT NULL,
        enabled boolean NOT NULL,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT identity_providers_pkey PRIMARY KEY (id),
        CONSTRAINT identity_providers_issuer_key UNIQUE (issuer)
      )`);
    await runner.query(`
      CREATE TABLE linked_identities (
        id uuid NOT NULL,
        provider_id uuid NOT NULL,
        subject text NOT NULL,
        user_id uuid NOT NULL,
        email text,
        linked_at timestamptz NOT NULL DEFAULT now(),
        used_at timestamptz,
        CONSTRAINT linked_identities_pkey PRIMARY KEY (id),
        CONSTRAINT linked_identities_subject_key UNIQUE (provider_id, subject),
        CONSTRAINT linked_identities_provider_id_fkey FOREIGN KEY (provider_id)
          REFERENCES identity_providers (id) ON DELETE CASCADE,
        CONSTRAINT linked_identities_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
      )`);
    await runner.query('CREATE INDEX linked_identities_user_id_idx ON linked_identities (user_id)');
    await runner.query(`
      CREATE TABLE upstream_logins (
        id uuid NOT NULL,
        provider_id uuid NOT NULL,
        state_hash bytea NOT NULL,
        browser_hash bytea NOT NULL,
        nonce text NOT NULL,
        code_verifier text NOT NULL,
        expires_at timestamptz NOT NULL,
        used boolean NOT NULL DEFAULT false,
        subject text,
        email text,
        CONSTRAINT upstream_logins_pkey PRIMARY KEY (id),
        CONSTRAINT upstream_logins_state_hash_key UNIQUE (state_hash),
        CONSTRAINT upstream_logins_provider_id_fkey FOREIGN KEY (provider_id)
          REFERENCES identity_providers (id) ON DELETE CASCADE
      )`);
    await runner.query('CREATE INDEX upstream_logins_expires_at_idx ON upstream_logins (expires_at)');
    await runner.query('CREATE INDEX upstream_logins_provider_id_idx ON upstream_logins (provider_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE upstream_logins');
    await runner.query('DROP TABLE linked_identities');
    await runner.query('DROP TABLE identity_providers');
  }
}
