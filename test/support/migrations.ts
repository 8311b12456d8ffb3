import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { TestDatabase } from './database.js';

/** Runs one of the scripts that TypeORM's command line is behind, on this database. @throws Error if it fails */
export async function migrate(database: TestDatabase, script: 'migration:run' | 'migration:revert'): Promise<void> {
  const env = { ...process.env, DATABASE_URL: database.url, NODE_OPTIONS: '' };
  await promisify(execFile)('npm', ['run', '--silent', script], { env });
}

/** Takes back this migration and all that came after it. @param since its number */
export async function revertTo(database: TestDatabase, since: number): Promise<void> {
  const applied = 'SELECT count(*)::int AS n FROM migrations WHERE timestamp >= $1';
  const [{ n } = { n: 0 }] = await database.query<{ n: number }>(applied, [since]);
  for (let step = 0; step < n; step++) await migrate(database, 'migration:revert');
}
