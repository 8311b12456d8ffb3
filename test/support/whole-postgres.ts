import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isThere } from './installed.js';

/** Where Debian has each version of PostgreSQL that is installed. */
const VERSIONS = '/usr/lib/postgresql';

/** The programs of a PostgreSQL that has `pg_dump` and its like beside the server: the embedded one lacks them. */
export interface WholePostgres {
  readonly folder: string;
  readonly initdb: string;
  readonly postgres: string;
}

/** The newest that is installed; undefined where there is none. */
export const wholePostgres: WholePostgres | undefined = versions()
  .map(version => join(VERSIONS, version, 'bin'))
  .filter(folder => ['postgres', 'pg_dump', 'vacuumdb'].every(program => existsSync(join(folder, program))))
  .map(folder => ({ folder, initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') }))
  .at(-1);

function versions(): string[] {
  if (!isThere(VERSIONS)) return [];
  return readdirSync(VERSIONS).sort((a, b) => Number(a) - Number(b));
}
