import { CommandLine } from './command-line.js';
import type { TestDatabase } from './database.js';
import type { Gatehouse } from './gatehouse.js';
import { useDatabase, useInstances } from './use-gatehouse.js';

interface CommandLineScene {
  readonly database: TestDatabase;
  readonly auth: CommandLine;
  /** The way to the first instance. */
  readonly api: () => Gatehouse['api'];
  /** What every instance says to a token. */
  readonly statuses: (token: string) => Promise<number[]>;
}

/** Two instances of the service on one database, and the operators' commands beside them. */
export function useCommandLine(): CommandLineScene {
  const database = useDatabase();
  const services = useInstances(database, {}, {});
  return {
    database,
    auth: new CommandLine(database),
    api: () => services[0].api,
    statuses: token => Promise.all(services.map(async service => (await service.api.me(token)).status)),
  };
}
