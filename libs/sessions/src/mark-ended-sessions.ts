import { Injectable } from '@nestjs/common';
import { Chore } from '#libs/housekeeping';
import { Database, statement, type Transaction } from '#libs/persistence';

/**
 * Fills in `revoked` for sessions that ended together with all others of their user, or of the service client that opened
 * them. It is only for those who read the table: a session whose number is below its subject's has been over since. Driven from the subjects that
 * have ended sessions since they were last looked at, so it costs nothing while there are none.
 */
@Injectable()
export class MarkEndedSessions extends Chore {
  override readonly done = 'ended sessions marked as revoked';

  constructor(private readonly database: Database) {
    super();
  }

  /** @returns how many sessions were marked: up to about `limit`, and fewer only if nothing is left */
  override async execute(limit: number): Promise<number> {
    for (let total = 0; ;) {
      const marked = await this.database.transaction(transaction => this.markOfOneSubject(transaction, limit));
      if (marked === undefined) return total;
      total += marked;
      if (total >= limit) return total;
    }
  }

  /** @returns undefined if there is no subject to look at, or another replica is looking at it */
  private async markOfOneSubject(transaction: Transaction, limit: number): Promise<number | undefined> {
    const [subject] = await transaction.run(selectSubject, []);
    if (subject === undefined) return undefined;
    const { id, kind, sessions_epoch } = subject;
    const marked = await transaction.run(MARK[kind], [id, sessions_epoch, limit]);
    if (marked.length < limit) await transaction.run(noteAsSwept, [id, sessions_epoch]);
    return marked.length;
  }
}

const selectSubject = statement<{ id: string; kind: 'user' | 'client'; sessions_epoch: number }>(
  'sessions.subject_to_sweep',
  `SELECT id, kind, sessions_epoch FROM subjects WHERE sessions_epoch > swept_epoch
   LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED`,
);

const markThose = (ended: string): string =>
  `UPDATE sessions SET revoked = true, revoked_at = statement_timestamp(), revoked_reason = 'all_ended'
   WHERE id IN (SELECT id FROM sessions WHERE ${ended} AND NOT revoked ORDER BY id LIMIT $3 FOR UPDATE)
   RETURNING id`;

const MARK = {
  user: statement<{ id: string }, [string, number, number]>(
    'sessions.mark_ended',
    markThose('user_id = $1 AND opened_epoch < $2'),
  ),
  client: statement<{ id: string }, [string, number, number]>(
    'sessions.mark_ended_of_client',
    markThose('client_subject_id = $1 AND client_opened_epoch < $2'),
  ),
};

const noteAsSwept = statement<never, [string, number]>(
  'sessions.note_as_swept',
  'UPDATE subjects SET swept_epoch = $2 WHERE id = $1',
);
