import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgres } from '#libs/persistence';
import { type Config, databaseSettings } from '#libs/platform';

const SECRET_BYTES = 48;

/** A configuration with a database and a secret, and how to let go of what was started for it. */
export interface Prepared {
  readonly config: Config;
  readonly release: () => Promise<void>;
}

/** Where no database is configured, starts an embedded one and makes a secret, both under `dataDir`. */
export async function prepareDevelopment(config: Config): Promise<Prepared> {
  if (config.database !== undefined) return { config, release: () => Promise.resolve() };
  const server = await EmbeddedPostgres.start({ dataDir: config.dataDir });
  const secrets = config.secrets.length > 0 ? config.secrets : [await developmentSecret(config.dataDir)];
  // The variables of libpq are meant for another server.
  const environment = { DATABASE_URL: server.url, DATABASE_POOL_SIZE: process.env['DATABASE_POOL_SIZE'] };
  const database = databaseSettings(environment, { workers: config.workers, isEmbedded: true });
  return { config: { ...config, database, secrets }, release: () => server.stop() };
}

/** The secret of an earlier start, or a new one; of several starts at once one writes it and the others read it. */
async function developmentSecret(dataDir: string): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const path = join(dataDir, 'development-secret');
  try {
    const file = await open(path, 'wx', 0o600);
    const secret = randomBytes(SECRET_BYTES).toString('base64url');
    await file.writeFile(secret);
    await file.close();
    return secret;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return (await readFile(path, 'utf8')).trim();
  }
}
