import { Injectable } from '@nestjs/common';
import { Database, statement } from '#libs/persistence';
import { Coalesced } from '../feed/coalesced.js';

/** What one statement changes well within its time limit. */
const AT_ONCE = 5000;

/**
 * Entries of a dump bear the ids of transactions of the server that it was made on. Where this one has not come so far, every
 * look would bring them again, for all subscribers: nothing tells them from what is new. They are given to a transaction of
 * this server, which every reader sees once.
 */
@Injectable()
export class AdoptEntries {
  private readonly adopting = new Coalesced(() => this.adoptAll());

  constructor(private readonly database: Database) {}

  /**
   * Adopts all there are, some at a time, whatever becomes of looks meanwhile. Several instances may do it at once.
   * @throws DomainError `database_unavailable`
   */
  execute(): Promise<void> {
    return this.adopting.run();
  }

  private async adoptAll(): Promise<void> {
    while ((await this.database.run(adopt, [AT_ONCE])).length === AT_ONCE);
  }
}

// A transaction that this statement cannot see yet has written none of the rows that it sees.
const adopt = statement<{ kind: string }, [number]>(
  'revocations.adopt',
  `UPDATE revocations SET transaction_id = pg_current_xact_id()::text::bigint WHERE (kind, target) IN (
     SELECT kind, target FROM revocations WHERE transaction_id >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint
     ORDER BY kind, target LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING kind`,
);
