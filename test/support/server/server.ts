/**
 * The program that `start-server.js` starts: PostgreSQL for all tests of a run, and in it a database with the schema and
 * nothing else, from which others are copied. From the sources, so that nothing has to be built. Ends when its parent does.
 */
import 'reflect-metadata';
import { rm } from 'node:fs/promises';
import pg from 'pg';
import { EmbeddedPostgres, migrate, Routes } from '#libs/persistence';
import { databaseSettings } from '#libs/platform';
import { entities } from '../../../apps/auth/src/entities.js';

const TEMPLATE = 'template_migrated';
const [dataDir = ''] = process.argv.slice(2);

const server = await EmbeddedPostgres.start({ dataDir });
process.once('disconnect', () => void stop());
// Ctrl-C reaches it too; the parent decides when it is over.
process.on('SIGINT', () => undefined);

const client = new pg.Client(server.url);
await client.connect();
await client.query(`CREATE DATABASE ${TEMPLATE}`);
await client.end();
const template = new URL(server.url);
template.pathname = `/${TEMPLATE}`;
await migrate(Routes.of({ database: databaseSettings({ DATABASE_URL: template.href }) }).direct, entities);
process.send?.({ url: server.url, template: TEMPLATE });

async function stop(): Promise<void> {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}
