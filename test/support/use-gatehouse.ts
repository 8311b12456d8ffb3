import { TestDatabase } from './database.js';
import { Gatehouse } from './gatehouse.js';
import { standIn, use } from './use.js';

/** Environment variables; a function where they depend on what is started before. */
export type Settings = Record<string, string> | (() => Record<string, string> | Promise<Record<string, string>>);

/** A service with these settings, on a database of its own that has its schema already, for the tests of this block. */
export function useGatehouse(settings: Settings = {}): { database: TestDatabase; service: Gatehouse } {
  const database = useDatabase();
  return { database, service: useInstances(database, settings)[0] };
}

/** A database that has its schema already. */
export function useDatabase(): TestDatabase {
  return use(
    () => TestDatabase.createMigrated(),
    database => database.drop(),
  );
}

/** One in which there is nothing yet. */
export function useEmptyDatabase(): TestDatabase {
  return use(
    () => TestDatabase.create(),
    database => database.drop(),
  );
}

/** Instances of the service on one database, which start at the same time. */
export function useInstances<Each extends [Settings, ...Settings[]]>(
  database: TestDatabase,
  ...settings: Each
): { [Place in keyof Each]: Gatehouse } {
  const instances = use(
    () => Promise.all(settings.map(each => start(database, each))),
    all => Promise.all(all.map(instance => instance.stop())),
  );
  return settings.map((_, place) => standIn(() => instances[place]!)) as { [Place in keyof Each]: Gatehouse };
}

async function start(database: TestDatabase, settings: Settings): Promise<Gatehouse> {
  return Gatehouse.start(database, typeof settings === 'function' ? await settings() : settings);
}
