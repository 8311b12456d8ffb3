import { readFile } from 'node:fs/promises';
import { TestDatabase } from './database.js';
import type { ServiceClient } from './oauth.js';

const FOLDER = 'test/support/earlier-database';

/** What people and clients had when an earlier version had written its database, and what that version had of its own. */
export interface Earlier {
  /** When it was written. */
  readonly at: string;
  readonly secret: string;
  /** Everybody's. */
  readonly password: string;
  readonly living: readonly { readonly email: string; readonly refresh_token: string }[];
  /** Refresh tokens of sessions that were over. */
  readonly ended: readonly string[];
  readonly client: ServiceClient & { readonly refresh_token: string };
  /** Of the keys that it had published. */
  readonly kids: readonly string[];
}

/**
 * A database as an earlier version has left it, by its dump: from before there were second factors, mails, links and applications. Its times
 * are moved, so that it was written just now.
 */
export async function earlierDatabase(): Promise<{ database: TestDatabase; earlier: Earlier }> {
  const earlier = JSON.parse(await readFile(`${FOLDER}/people.json`, 'utf8')) as Earlier;
  const database = await TestDatabase.create();
  await database.query(await readFile(`${FOLDER}/dump.sql`, 'utf8'));
  const columns = await database.query<{ place: string; name: string }>(
    `SELECT table_name AS place, column_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type = 'timestamp with time zone'`,
  );
  const seconds = (Date.now() - Date.parse(earlier.at)) / 1000;
  for (const { place, name } of columns)
    await database.query(`UPDATE ${place} SET ${name} = ${name} + make_interval(secs => $1)`, [seconds]);
  return { database, earlier };
}
