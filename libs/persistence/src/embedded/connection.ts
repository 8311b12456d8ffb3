import { realpath } from 'node:fs/promises';
import { Client } from 'pg';

import { type Passwords, SUPERUSER } from './cluster.js';
import { errorCode } from './error-code.js';

const WRONG_PASSWORD = ['28P01', '28000'];

/** Where a server listens on 127.0.0.1, and how to get in. */
export interface Access {
  readonly cluster: string;
  readonly port: number;
  readonly passwords: Passwords;
}

/** Another server answers on the port that our lock file names. */
export class ForeignServerError extends Error {}

/**
 * A connection of the superuser, after making sure that the server is the one on our data directory.
 *
 * @throws ForeignServerError when it is another one.
 * @throws Error when none answers.
 */
export async function connect({ port, passwords, cluster }: Access): Promise<Client> {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: SUPERUSER,
    password: passwords.superuser,
    database: 'postgres',
    ssl: false,
    application_name: 'gatehouse presence',
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined); // a lost connection shows at the next query
  try {
    await client.connect();
    await checkFolder(client, cluster);
    return client;
  } catch (error) {
    await end(client);
    if (!WRONG_PASSWORD.includes(errorCode(error) ?? '')) throw error;
    throw foreign(cluster, port, 'refuses our password', error);
  }
}

async function checkFolder(client: Client, cluster: string): Promise<void> {
  const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
  const served = rows[0]?.data_directory ?? '';
  if ((await realpath(served).catch(() => served)) === cluster) return;
  throw foreign(cluster, client.port, `serves ${served}`);
}

/** Closes the connection, also one that broke. */
export async function end(client: Client): Promise<void> {
  await client.end().catch(() => undefined);
}

function foreign(cluster: string, port: number, what: string, cause?: unknown): ForeignServerError {
  return new ForeignServerError(
    `The PostgreSQL on 127.0.0.1:${port}, which ${cluster}/postmaster.pid names, ${what}. ` +
      'If no server runs on that folder, remove the file; or choose another data folder, or set DATABASE_URL.',
    { cause },
  );
}
