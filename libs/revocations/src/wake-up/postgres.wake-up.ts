import { randomUUID } from 'node:crypto';
import { type Database, type OwnConnection, statement } from '#libs/persistence';
import { Coalesced } from '../feed/coalesced.js';
import { WakeUp } from './wake-up.js';

const CHANNEL = 'gatehouse_revocations';

/**
 * By LISTEN, over the feed's own connection, and NOTIFY, over the pool: it must not wait behind a look. The notification is no part of the revoking transaction: all
 * commits with notifications in one database queue for a lock.
 */
export class PostgresWakeUp extends WakeUp {
  private readonly self = randomUUID();
  private readonly notify = new Coalesced(async () => {
    await this.database.run(notify, [CHANNEL, this.self]);
  });

  constructor(
    private readonly connection: OwnConnection,
    private readonly database: Database,
  ) {
    super();
  }

  override listen(heard: () => void): void {
    this.connection.listen(CHANNEL, sender => {
      if (sender !== this.self) heard();
    });
  }

  override async wake(): Promise<void> {
    await this.notify.run().catch(() => undefined);
  }
}

const notify = statement<{ pg_notify: '' }, [string, string]>('feed.notify', 'SELECT pg_notify($1, $2)');
