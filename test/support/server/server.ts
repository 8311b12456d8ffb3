/**
 * The program that `start-server.js` starts: PostgreSQL for all tests of a run, and in it a database with the schema and
 * nothing else, from which others are copied. From the sources, so that nothing has to be built. Ends when its parent does.
 */
import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import pg from 'pg';
import { migrate, Routes } from '#libs/persistence';
import { databaseSettings } from '#libs/platform';
import { entities } from '../../../apps/auth/src/entities.js';
import { PostgresServer } from '../postgres-server.js';
import { WORKER_COUNT } from '../runner/worker-count.js';

const TEMPLATE = 'template_migrated';
const [folder = '', file = ''] = process.argv.slice(2);

/** As the embedded server's: tests find the order and the case of letters that a newcomer's database has. */
const LOCALE = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'];

const SETTINGS = {
  // The most that one test file runs at once are eight instances, of 16 connections for requests, one for the feed and three
  // more for a start each: 160. Of its own it opens up to fifty. One worker more may have been asked for, and there are ours.
  max_connections: String((WORKER_COUNT + 1) * 210 + 160),
  // Thousands of connections are opened, and nobody wants to guess this password.
  scram_iterations: '1',
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  timezone: 'UTC',
  // Statements fail by the thousand, because tests want them to.
  log_min_messages: 'fatal',
};

// What ends all of the group reaches it too; that the parent is gone tells when it is over.
process.on('SIGINT', () => undefined).on('SIGTERM', () => undefined);
// It may be over already: few specs take as long as it took to load this.
const isOver = new Promise<void>(resolve => (process.connected ? process.once('disconnect', resolve) : resolve()));

const server = await PostgresServer.create(folder, LOCALE);
try {
  // Passwords are asked for, as they are where the service is at work.
  await server.configure(SETTINGS, 'local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n');
  await server.up();
  const url = await makeRole();
  const template = await makeTemplate(url);
  await writeFile(`${file}.new`, JSON.stringify({ url, template }));
  // Whole as soon as it is there.
  await rename(`${file}.new`, file);
  await isOver;
} finally {
  await server.stop();
}
await rm(folder, { recursive: true, force: true });

/** A role that may do what the service's may, and no more. @returns the connection string of it */
async function makeRole(): Promise<string> {
  const password = randomBytes(16).toString('hex');
  await server.query(`CREATE ROLE gatehouse LOGIN CREATEDB PASSWORD '${password}'`);
  await server.query('CREATE DATABASE gatehouse OWNER gatehouse');
  const url = new URL(server.url('gatehouse', 'gatehouse'));
  url.password = password;
  return url.href;
}

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
