/** What TypeORM's command line does, without it: it takes seconds to load, each time anew. */
import 'reflect-metadata';
import { entities } from '../../apps/auth/src/entities.js';
import { migrate as bringUpToDate, migrationDataSource, Routes } from '#libs/persistence';
import { databaseSettings } from '#libs/platform';
import type { TestDatabase } from './database.js';

/** Runs the migrations that have not run yet. */
export async function migrate(database: TestDatabase): Promise<void> {
  await bringUpToDate(routeTo(database), entities);
}

/** Takes back the newest migrations, one after the other. */
export async function revert(database: TestDatabase, steps: number): Promise<void> {
  const dataSource = await migrationDataSource(routeTo(database), entities).initialize();
  try {
    for (let step = 0; step < steps; step++) await dataSource.undoLastMigration({ transaction: 'each' });
  } finally {
    await dataSource.destroy();
  }
}

/** Takes back this migration and all that came after it. @param since its number */
export async function revertTo(database: TestDatabase, since: number): Promise<void> {
  await revert(database, await countApplied(database, since));
}

/** How many migrations have run, from this one on. */
export async function countApplied(database: TestDatabase, since = 0): Promise<number> {
  const count = 'SELECT count(*)::int AS n FROM migrations WHERE timestamp >= $1';
  const [{ n } = { n: 0 }] = await database.query<{ n: number }>(count, [since]);
  return n;
}

function routeTo({ url }: TestDatabase): Routes['direct'] {
  return Routes.of({ database: databaseSettings({ DATABASE_URL: url }) }).direct;
}
