import { ConfigurationError } from '../config.js';
import { type Environment, EnvironmentReader } from '../environment-reader.js';
import type { DatabaseServer, DatabaseSettings } from './database-settings.js';
import { DatabaseUrlProblem } from './database-url-problem.js';
import { readDatabaseUrl } from './database-url.js';
import { readPoolSize, type Sharing } from './pool-size.js';

const ALONE: Sharing = { workers: 1, isEmbedded: false };

/** Reads all that concerns the database; `undefined` where no `DATABASE_URL` is set or it is wrong, which is noted. */
export function readDatabase(reader: EnvironmentReader, sharing: Sharing): DatabaseSettings | undefined {
  const server = readServer(reader, 'DATABASE_URL');
  const direct = readServer(reader, 'DATABASE_DIRECT_URL');
  const choices = {
    poolSize: readPoolSize(reader, sharing),
    prepared: reader.choice('DATABASE_PREPARED', ['auto', 'on', 'off'], 'auto'),
  };
  if (server === undefined) {
    if (direct !== undefined && reader.text('DATABASE_URL') === undefined)
      reader.problems.push('DATABASE_DIRECT_URL goes with a DATABASE_URL');
    return undefined;
  }
  return { server, direct: direct ?? server, ...choices };
}

/**
 * The settings of these variables, for programs that need nothing but the database.
 * @throws ConfigurationError
 */
export function databaseSettings(environment: Environment, sharing: Sharing = ALONE): DatabaseSettings {
  const reader = new EnvironmentReader(environment);
  const settings = readDatabase(reader, sharing);
  if (settings !== undefined && reader.problems.length === 0) return settings;
  throw new ConfigurationError(reader.problems.length > 0 ? reader.problems : ['DATABASE_URL is needed']);
}

function readServer(reader: EnvironmentReader, name: string): DatabaseServer | undefined {
  const url = reader.text(name);
  if (url === undefined) return undefined;
  try {
    return readDatabaseUrl(url, variable => reader.text(variable));
  } catch (error) {
    if (!(error instanceof DatabaseUrlProblem)) throw error;
    reader.problems.push(`${name} ${error.message}`);
    return undefined;
  }
}
