import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Kinds of clients. The one through which people log in at the service itself is a row like any other from now on. */
export class KindsOfClients1795800600000 implements MigrationInterface {
  name = 'KindsOfClients1795800600000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}

const BUILT_IN = '00000000-0000-7000-8000-000000000001';

const UP = [
  `ALTER TABLE clients
     ADD COLUMN kind text NOT NULL DEFAULT 'service',
     ADD COLUMN client_id text,
     ADD CONSTRAINT clients_kind_check CHECK (kind IN ('service', 'browser')),
     ADD CONSTRAINT clients_client_id_key UNIQUE (client_id),
     DROP CONSTRAINT clients_name_key,
     ADD CONSTRAINT clients_name_key UNIQUE (kind, name)`,
  `INSERT INTO subjects (id, kind, status) VALUES ('${BUILT_IN}', 'client', 'active')`,
  `INSERT INTO clients (id, kind, client_id, name, scopes)
   VALUES ('${BUILT_IN}', 'browser', 'gatehouse', 'Gatehouse', '{}')`,
];

const DOWN = [
  `DELETE FROM clients WHERE id = '${BUILT_IN}'`,
  `DELETE FROM subjects WHERE id = '${BUILT_IN}'`,
  `ALTER TABLE clients
     DROP CONSTRAINT clients_name_key,
     ADD CONSTRAINT clients_name_key UNIQUE (name),
     DROP COLUMN client_id,
     DROP COLUMN kind`,
];
