import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is counted of the audit trail, of accounts and of sessions, so that statistics take the same however many there are. */
export class Statistics1795902100000 implements MigrationInterface {
  name = 'Statistics1795902100000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['censuses', 'tallied_range', 'failed_logins', 'audit_tallies'])
      await runner.query(`DROP TABLE ${table}`);
  }
}

const FIRST_ID = `'00000000-0000-0000-0000-000000000000'::uuid`;
/** The least UUIDv7 of ten minutes ago: what instances of the version before write meanwhile is later. */
const LATELY = `(lpad(to_hex((extract(epoch FROM now() - interval '10 minutes') * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid`;

const UP = [
  `CREATE TABLE audit_tallies (
     step text CONSTRAINT audit_tallies_step_check CHECK (step IN ('minute', 'hour', 'day')),
     at timestamptz,
     name text,
     count integer NOT NULL,
     CONSTRAINT audit_tallies_pkey PRIMARY KEY (step, at, name)
   )`,
  `CREATE TABLE failed_logins (
     hour timestamptz,
     ip text,
     user_id uuid,
     count integer NOT NULL,
     CONSTRAINT failed_logins_pkey PRIMARY KEY (hour, ip, user_id) INCLUDE (count)
   )`,
  'CREATE INDEX failed_logins_ip_hour_idx ON failed_logins (ip, hour)',
  'CREATE INDEX failed_logins_user_id_hour_idx ON failed_logins (user_id, hour)',
  `CREATE TABLE tallied_range (
     id smallint CONSTRAINT tallied_range_pkey PRIMARY KEY CONSTRAINT tallied_range_id_check CHECK (id = 1),
     first uuid NOT NULL,
     last uuid NOT NULL
   )`,
  // What was there before is counted backwards from here, by and by.
  `INSERT INTO tallied_range (id, first, last)
   SELECT 1, CASE WHEN EXISTS (SELECT 1 FROM audit_events) THEN ${LATELY} ELSE ${FIRST_ID} END, ${LATELY}`,
  `CREATE TABLE censuses (
     name text CONSTRAINT censuses_pkey PRIMARY KEY,
     walked_to uuid,
     walked jsonb NOT NULL DEFAULT '{}',
     counted jsonb,
     counted_at timestamptz
   )`,
  `INSERT INTO censuses (name) VALUES ('accounts'), ('sessions')`,
];
