/**
 * The program that `start-server.js` starts: PostgreSQL for all tests of a run, and in it a database with the schema and
 * nothing else, from which others are copied. From the sources, so that nothing has to be built. Ends when its parent does.
 */
import 'reflect-metadata';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { EmbeddedPostgres, migrate, Routes } from '#libs/persistence';
import { databaseSettings } from '#libs/platform';
import { entities } from '../../../apps/auth/src/entities.js';

const TEMPLATE = 'template_migrated';
const [folder = '', file = ''] = process.argv.slice(2);

// What ends all of the group reaches it too; that the parent is gone tells when it is over.
process.on('SIGINT', () => undefined).on('SIGTERM', () => undefined);
// It may be over already: few specs take as long as it took to load this.
const isOver = new Promise<void>(resolve => (process.connected ? process.once('disconnect', resolve) : resolve()));

const server = await EmbeddedPostgres.start({ dataDir: join(folder, 'data') });
try {
  const template = await makeTemplate(server.url);
  await writeFile(`${file}.new`, JSON.stringify({ url: server.url, template }));
  // Whole as soon as it is there.
  await rename(`${file}.new`, file);
  await isOver;
} finally {
  await server.stop();
}
await rm(folder, { recursive: true, force: true });

async function makeTemplate(url: string): Promise<string> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await client.end();
  const template = new URL(url);
  template.pathname = `/${TEMPLATE}`;
  await migrate(Routes.of({ database: databaseSettings({ DATABASE_URL: template.href }) }).direct, entities);
  return TEMPLATE;
}
