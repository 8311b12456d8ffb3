import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { escapeIdentifier } from 'pg';
import { Connection } from './connection/connection.js';
import { FEED } from './connection/purpose.js';
import { isNameLost, isPlanOutdated, unavailableOr } from './database-errors.js';
import { StatementRunner } from './transaction.js';
import { Routes } from './routes.js';
import type { NothingElse, Statement } from './statement.js';

const STATEMENT_TIMEOUT_MS = 1000;

/**
 * One connection beside the pool, for what must not wait behind requests, and for PostgreSQL's notifications. The first
 * statement makes it, and the first statement after it broke makes it anew. Notifications come only while it stands,
 * and never through a pooler. So nothing may depend on them: they only make something happen sooner.
 */
@Injectable()
export class OwnConnection extends StatementRunner implements OnApplicationShutdown {
  private client: Promise<Connection> | undefined;
  private readonly channels = new Map<string, (payload: string) => void>();
  private closed = false;

  constructor(private readonly routes: Routes) {
    super();
  }

  /**
   * Calls `heard` at each notification of the channel: over the present connection, if there is one, and over each that
   * is made after it.
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
  override async run<Row, Values, Given extends Values>(
    statement: Statement<Row, Values>,
    values: Given & NothingElse<Values, Given>,
    timeoutMs = STATEMENT_TIMEOUT_MS,
  ): Promise<Row[]> {
    try {
      return await this.runOnce(statement, values, timeoutMs, false);
    } catch (error) {
      if (!isNameLost(error)) throw unavailableOr(error);
      if (!isPlanOutdated(error)) this.routes.direct.names.noteLoss();
    }
    try {
      return await this.runOnce(statement, values, timeoutMs, true);
    } catch (error) {
      throw unavailableOr(error);
    }
  }

  onApplicationShutdown(): void {
    this.closed = true;
    if (this.client !== undefined) this.drop(this.client);
  }

  private async runOnce<Row, Values>(
    statement: Statement<Row, Values>,
    values: Values,
    timeoutMs: number,
    isRepeated: boolean,
  ): Promise<Row[]> {
    const connecting = (this.client ??= this.connect());
    try {
      const client = await connecting;
      const { isPooled } = client.place;
      const query = this.routes.direct.names.apply(statement, values, { isPooled, isRepeated });
      const limited = { ...query, query_timeout: timeoutMs };
      return (await client.query(limited)).rows as Row[];
    } catch (error) {
      this.drop(connecting);
      throw error;
    }
  }

  private async connect(): Promise<Connection> {
    if (this.closed) throw new Error('Connection ended');
    const client = new Connection(this.routes.direct, FEED);
    client.on('notification', ({ channel, payload = '' }) => this.channels.get(channel)?.(payload));
    await client.connect();
    try {
      for (const channel of this.channels.keys()) await subscribe(client, channel);
    } catch (error) {
      void client.end().catch(() => undefined);
      throw error;
    }
    return client;
  }

  private drop(connecting: Promise<Connection>): void {
    if (this.client === connecting) this.client = undefined;
    connecting.then(client => client.end()).catch(() => undefined);
  }
}

/** Not behind a pooler: somebody else would hear it, if anybody. */
async function subscribe(client: Connection, channel: string): Promise<void> {
  if (client.place.isPooled) return;
  const query = { text: `LISTEN ${escapeIdentifier(channel)}`, query_timeout: STATEMENT_TIMEOUT_MS };
  await client.query(query);
}
