import { setTimeout as delay } from 'node:timers/promises';
import { CommandLine } from './command-line.js';
import type { TestDatabase } from './database.js';
import type { Gatehouse } from './gatehouse.js';
import { useDatabase, useInstances } from './use-gatehouse.js';

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
  return {
    database,
    auth: new CommandLine(database),
    api: () => services[0].api,
    statuses: token => Promise.all(services.map(async service => (await service.api.me(token)).status)),
    refusals: token => Promise.all(services.map(service => refusalBy(service, token))),
  };
}

async function refusalBy({ api }: Gatehouse, token: string): Promise<number> {
  for (const end = Date.now() + HEARD_WITHIN_MS; ; await delay(5)) {
    const { status } = await api.me(token);
    if (status === 401 || Date.now() > end) return status;
  }
}
