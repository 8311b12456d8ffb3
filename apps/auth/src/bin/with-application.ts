import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DatabaseConnection, EmbeddedPostgres } from '#libs/persistence';
import { type Config, ConfigurationError, readConfig, ServiceLogger } from '#libs/platform';
import { AppModule } from '../app.module.js';
import { prepareDevelopment } from '../development.js';

/** The service waits for its database for as long as it takes; whoever types a command wants to know. */
const PATIENCE_MS = 10_000;

/**
 * Does an operator's work on the service's own modules, in the environment of the service, without listening.
 * Whatever comes of it, the database is let go of.
 * @throws ConfigurationError, DomainError `database_unavailable` where it cannot be reached within some seconds, and whatever `work` throws
 */
export function withApplication<T>(work: (app: INestApplicationContext) => Promise<T>): Promise<T> {
  return withModules(async app => {
    await app.get(DatabaseConnection).openWithin(PATIENCE_MS);
    return work(app);
  });
}

/**
 * The same where nobody has asked for the database yet: for work that looks at what is there, and changes nothing.
 * @throws ConfigurationError, and whatever `work` throws
 */
export async function withModules<T>(work: (app: INestApplicationContext) => Promise<T>): Promise<T> {
  const read = readConfig(process.env);
  await assertDatabaseThere(read);
  const { config, release } = await prepareDevelopment(read);
  // What a command prints on stdout is its answer and nothing else.
  const logger = new ServiceLogger({ level: 'warn', format: config.logFormat, to: process.stderr });
  const app = await NestFactory.createApplicationContext(AppModule.forRoot(config), { logger });
  try {
    return await work(app);
  } finally {
    await app.close();
    await release();
  }
}

/** The service makes its database where there is none. A command that did so would work on an empty one, and say "done". */
async function assertDatabaseThere({ database, dataDir }: Config): Promise<void> {
  if (database !== undefined || (await EmbeddedPostgres.isIn(dataDir))) return;
  throw new ConfigurationError([
    `GATEHOUSE_DATA_DIR: there is no database in ${dataDir}; name the folder of the service, or set DATABASE_URL`,
  ]);
}
