import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Client, escapeIdentifier } from 'pg';
import { Config } from '#libs/platform';
import { StatementRunner } from './database.js';
import { unavailableOr } from './database-errors.js';
import type { Statement } from './statement.js';

const CONNECT_TIMEOUT_MS = 900;
const STATEMENT_TIMEOUT_MS = 1000;

/**
 * One connection beside the pool, for what must not wait behind requests, and for PostgreSQL's notifications. It is
 * made when it is first used, and made anew by the next statement after it broke; notifications are heard only as long
 * as it stands, so they may make something happen sooner and no more.
 */
@Injectable()
export class OwnConnection extends StatementRunner implements OnApplicationShutdown {
  private client: Promise<Client> | undefined;
  private readonly channels = new Map<string, (payload: string) => void>();
  private closed = false;

  constructor(private readonly config: Config) {
    super();
  }

  /**
   * Calls `heard` at each notification of the channel, over the connection that stands, if one does, and over all that
   * follow it: whoever has used it before cannot keep it deaf.
   */
  listen(channel: string, heard: (payload: string) => void): void {
    this.channels.set(channel, heard);
    const connecting = this.client;
    connecting?.then(client => subscribe(client, channel)).catch(() => this.drop(connecting));
  }

  /**
   * @param timeoutMs how long the answer may take
   * @throws DomainError `database_unavailable`
   */
  override async run<Row, Values extends readonly unknown[]>(
    { name, text }: Statement<Row, Values>,
    values: Values,
    timeoutMs = STATEMENT_TIMEOUT_MS,
  ): Promise<Row[]> {
    const connecting = (this.client ??= this.connect());
    try {
      const client = await connecting;
      const query = { name, text, values: [...values], query_timeout: timeoutMs };
      return (await client.query(query)).rows as Row[];
    } catch (error) {
      this.drop(connecting);
      throw unavailableOr(error);
    }
  }

  onApplicationShutdown(): void {
    this.closed = true;
    if (this.client !== undefined) this.drop(this.client);
  }

  private async connect(): Promise<Client> {
    if (this.closed) throw new Error('Connection ended');
    const client = new Client({
      connectionString: this.config.databaseUrl,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      application_name: 'gatehouse feed',
      keepAlive: true,
    });
    client.on('error', () => undefined);
    client.on('notification', ({ channel, payload = '' }) => this.channels.get(channel)?.(payload));
    try {
      await client.connect();
      for (const channel of this.channels.keys()) await subscribe(client, channel);
    } catch (error) {
      void client.end().catch(() => undefined);
      throw error;
    }
    return client;
  }

  private drop(connecting: Promise<Client>): void {
    if (this.client === connecting) this.client = undefined;
    connecting.then(client => client.end()).catch(() => undefined);
  }
}

async function subscribe(client: Client, channel: string): Promise<void> {
  const query = { text: `LISTEN ${escapeIdentifier(channel)}`, query_timeout: STATEMENT_TIMEOUT_MS };
  await client.query(query);
}
