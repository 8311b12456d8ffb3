import type { Client } from 'pg';

import { type Access, connect, end } from './connection.js';

/** Advisory locks in the database `postgres`, where the service itself takes none. */
const IN_USE = 1;
const SETTING_UP = 2;

/**
 * The mark of one service on a server: a shared advisory lock, held by a connection of its own. It vanishes with
 * the service however that ends, so that the last one to leave can tell that it is the last.
 */
export class Presence {
  private constructor(
    private readonly access: Access,
    private client: Client,
  ) {}

  /**
   * @throws ForeignServerError when the server that answers is not the one on our data directory.
   * @throws Error when none answers, or when it is about to shut down.
   */
  static async join(access: Access): Promise<Presence> {
    const client = await connect(access);
    try {
      // Waits while a leaving service holds it exclusively, and fails as that one ends the server.
      await client.query('SELECT pg_advisory_lock_shared($1)', [IN_USE]);
      await ensureDatabase(client, access.passwords.service);
      unreferenced(client).unref();
      return new Presence(access, client);
    } catch (error) {
      await end(client);
      throw error;
    }
  }

  /**
   * Takes the mark back.
   *
   * @returns true when no other service uses the server; then none can join it either until `release`.
   */
  async leave(): Promise<boolean> {
    unreferenced(this.client).ref();
    try {
      await this.client.query('SELECT pg_advisory_unlock_shared($1)', [IN_USE]);
      return await this.takeForOneself();
    } catch {
      await end(this.client); // lost on the way, as when the server had to restart its sessions
    }
    try {
      this.client = await connect(this.access);
      return await this.takeForOneself();
    } catch {
      return true;
    }
  }

  async release(): Promise<void> {
    await end(this.client);
  }

  private async takeForOneself(): Promise<boolean> {
    const { rows } = await this.client.query<{ alone: boolean }>('SELECT pg_try_advisory_lock($1) AS alone', [IN_USE]);
    return rows[0]?.alone === true;
  }
}

/** Makes the service's role and database where they are missing; two services at once do it one after the other. */
async function ensureDatabase(client: Client, password: string): Promise<void> {
  await client.query('SELECT pg_advisory_lock($1)', [SETTING_UP]);
  const { rows } = await client.query<{ role: boolean; database: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gatehouse') AS role,
            EXISTS (SELECT FROM pg_database WHERE datname = 'gatehouse') AS database`,
  );
  if (rows[0]?.role !== true) await client.query(`CREATE ROLE gatehouse LOGIN CREATEDB PASSWORD '${password}'`);
  if (rows[0]?.database !== true) await client.query('CREATE DATABASE gatehouse OWNER gatehouse');
  await client.query('SELECT pg_advisory_unlock($1)', [SETTING_UP]);
}

/** Both methods are pg's, but not in its types. */
function unreferenced(client: Client): { ref(): void; unref(): void } {
  return client as Client & { ref(): void; unref(): void };
}
