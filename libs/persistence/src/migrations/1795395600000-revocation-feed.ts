import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Revocations become a feed: all kinds of entries, one row for each thing, and the transaction that wrote it. */
export class RevocationFeed1795395600000 implements MigrationInterface {
  name = 'RevocationFeed1795395600000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}

const UP = [
  `CREATE TABLE feed (
     id uuid NOT NULL,
     CONSTRAINT feed_pkey PRIMARY KEY (id)
   )`,
  `INSERT INTO feed (id) VALUES (gen_random_uuid())`,

  `DROP INDEX revocations_token_target_idx`,
  `ALTER TABLE revocations
     DROP CONSTRAINT revocations_pkey,
     DROP COLUMN id,
     ADD CONSTRAINT revocations_pkey PRIMARY KEY (kind, target),
     ADD COLUMN min_epoch integer,
     ADD COLUMN status text,
     ADD COLUMN definition jsonb,
     ADD COLUMN transaction_id bigint,
     ALTER COLUMN expires_at DROP NOT NULL`,
  `UPDATE revocations SET transaction_id = pg_current_xact_id()::text::bigint`,
  `ALTER TABLE revocations ALTER COLUMN transaction_id SET NOT NULL`,
  `CREATE INDEX revocations_transaction_id_idx ON revocations (transaction_id)`,

  `INSERT INTO revocations (kind, target, definition, transaction_id)
   SELECT 'role', name,
          jsonb_build_object('version', version, 'permissions', coalesce(
            (SELECT jsonb_agg(p.permission ORDER BY p.permission) FROM role_permissions p WHERE p.role = roles.name), '[]')),
          pg_current_xact_id()::text::bigint
   FROM roles`,

  // What was taken back before there was a feed, as far as a token may live that it concerns.
  `INSERT INTO revocations (kind, target, min_epoch, status, transaction_id, expires_at)
   SELECT 'subject', id::text, epoch, status, pg_current_xact_id()::text::bigint, now() + interval '62 minutes'
   FROM subjects WHERE epoch > 0 OR status <> 'active'`,
  `INSERT INTO revocations (kind, target, transaction_id, expires_at)
   SELECT 'session', id::text, pg_current_xact_id()::text::bigint, now() + interval '62 minutes'
   FROM sessions WHERE revoked_at > now() - interval '62 minutes'`,
  `INSERT INTO revocations (kind, target, transaction_id, expires_at)
   SELECT 'key', kid, pg_current_xact_id()::text::bigint, now() + interval '2 days'
   FROM signing_keys WHERE retired_at > now() - interval '2 days'`,
];

const DOWN = [
  `DELETE FROM revocations WHERE kind <> 'token'`,
  `DROP INDEX revocations_transaction_id_idx`,
  `ALTER TABLE revocations
     DROP CONSTRAINT revocations_pkey,
     DROP COLUMN min_epoch, DROP COLUMN status, DROP COLUMN definition, DROP COLUMN transaction_id,
     ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(),
     ADD CONSTRAINT revocations_pkey PRIMARY KEY (id),
     ALTER COLUMN expires_at SET NOT NULL`,
  `ALTER TABLE revocations ALTER COLUMN id DROP DEFAULT`,
  `CREATE UNIQUE INDEX revocations_token_target_idx ON revocations (target) WHERE kind = 'token'`,
  `DROP TABLE feed`,
];
