import { CommandLine } from './command-line.js';
import type { TestDatabase } from './database.js';
import type { Gatehouse } from './gatehouse.js';
import { useDatabase, useInstances } from './use-gatehouse.js';
import { until } from './workers.js';

/** Long enough on two busy cores. */
const HEARD_WITHIN_MS = 5000;

interface CommandLineScene {
  readonly database: TestDatabase;
  readonly auth: CommandLine;
  /** The way to the first instance. */
  readonly api: () => Gatehouse['api'];
  /** What every instance says to a token. */
  readonly statuses: (token: string) => Promise<number[]>;
  /** The same where a command has just taken it back: no instance has heard of that before it could look. */
  readonly refusals: (token: string) => Promise<number[]>;
}

/** Two instances of the service on one database, and the operators' commands beside them. */
export function useCommandLine(): CommandLineScene {
  const database = useDatabase();
  const services = useInstances(database, {}, {});
  const statuses = (token: string): Promise<number[]> =>
    Promise.all(services.map(async service => (await service.api.me(token)).status));
  return {
    database,
    auth: new CommandLine(database),
    api: () => services[0].api,
    statuses,
    refusals: async token => {
      await until(async () => (await statuses(token)).every(status => status === 401), HEARD_WITHIN_MS);
      return statuses(token);
    },
  };
}
