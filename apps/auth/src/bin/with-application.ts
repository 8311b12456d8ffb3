import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DatabaseConnection } from '#libs/persistence';
import { readConfig, ServiceLogger } from '#libs/platform';
import { AppModule } from '../app.module.js';
import { prepareDevelopment } from '../development.js';

/**
 * Does an operator's work on the service's own modules, in the environment of the service, without listening.
 * Whatever comes of it, the database is let go of.
 * @throws ConfigurationError, and whatever `work` throws
 */
export async function withApplication<T>(work: (app: INestApplicationContext) => Promise<T>): Promise<T> {
  const { config, release } = await prepareDevelopment(readConfig(process.env));
  // What a command prints on stdout is its answer and nothing else.
  const logger = new ServiceLogger({ level: 'warn', format: config.logFormat, to: process.stderr });
  const app = await NestFactory.createApplicationContext(AppModule.forRoot(config), { logger });
  try {
    await app.get(DatabaseConnection).open();
    return await work(app);
  } finally {
    await app.close();
    await release();
  }
}
