/**
 * The operator's command that removes what has expired, as the service does on its own every now and then:
 *
 *     node dist/apps/auth/src/bin/clean-up.js
 */
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { CleanUp } from '#libs/auth';
import { DatabaseConnection } from '#libs/persistence';
import { readConfig, ServiceLogger } from '#libs/platform';
import { AppModule } from '../app.module.js';
import { prepareDevelopment } from '../development.js';

const { config, release } = await prepareDevelopment(readConfig(process.env));
const logger = new ServiceLogger({ level: 'warn', format: config.logFormat });
const app = await NestFactory.createApplicationContext(AppModule.forRoot(config), { logger });
await app.get(DatabaseConnection).open();
for (const [what, count] of Object.entries(await app.get(CleanUp).run())) process.stdout.write(`${count} ${what}\n`);
await app.close();
await release();
process.exit(0);
