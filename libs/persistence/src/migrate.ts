import type { DataSource } from 'typeorm';
import type { Route } from './connection/route.js';
import { type Entities, migrationDataSource } from './data-source.js';

/**
 * Brings the schema up to date. Safe to run in any number of replicas at once: they queue for the row of a small
 * table, whose lock dies with the connection that holds it (an advisory lock would not work everywhere).
 */
export async function migrate(route: Route, entities: Entities): Promise<void> {
  const dataSource = await migrationDataSource(route, entities).initialize();
  try {
    await prepareLock(dataSource);
    await dataSource.transaction(async holder => {
      await holder.query('SELECT 1 FROM migration_lock WHERE id = 1 FOR UPDATE');
      await dataSource.runMigrations();
    });
  } finally {
    await dataSource.destroy();
  }
}

async function prepareLock(dataSource: DataSource): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await dataSource.query('CREATE TABLE IF NOT EXISTS migration_lock (id smallint PRIMARY KEY)');
      break;
    } catch (error) {
      // Two replicas at once: IF NOT EXISTS does not see a table that is being made, and the catalogue refuses it.
      if (attempt === 5) throw error;
    }
  }
  await dataSource.query('INSERT INTO migration_lock (id) VALUES (1) ON CONFLICT DO NOTHING');
}
