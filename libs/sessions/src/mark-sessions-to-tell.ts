import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '#libs/persistence';

/**
 * Fills in `revoked` for those sessions that ended together with all others of somebody, and of whose end applications are to be told.
 * `MarkEndedSessions` does so for all, when the clean-up comes to it; this is for whoever has heard that there was such an end.
 */
@Injectable()
export class MarkSessionsToTell {
  constructor(private readonly database: Database) {}

  /**
   * Looks through a part of them.
   * @param subjectIds users and clients
   * @returns whether there may be more
   */
  execute(subjectIds: readonly string[], limit: number): Promise<boolean> {
    return this.database.transaction(transaction => this.ofOneSubject(transaction, subjectIds, limit));
  }

  private async ofOneSubject(transaction: Transaction, ids: readonly string[], limit: number): Promise<boolean> {
    const [subject] = await transaction.run(lockOne, [ids]);
    if (subject === undefined) return false;
    const { id, kind, sessions_epoch } = subject;
    await transaction.run(MARK[kind], [id, sessions_epoch, limit]);
    return true;
  }
}

/** Of the sessions of the subject `u`. */
const isEnded = (whose: string, epoch: string): string =>
  `EXISTS (SELECT 1 FROM sessions s WHERE s.${whose} = u.id AND s.${epoch} < u.sessions_epoch AND s.to_tell AND NOT s.revoked)`;

// One at a time marks sessions of one subject, and looks at them when it has the lock.
const lockOne = statement<{ id: string; kind: 'user' | 'client'; sessions_epoch: number }, [readonly string[]]>(
  'sessions.subject_to_tell_of',
  `SELECT id, kind, sessions_epoch FROM subjects u
   WHERE id = ANY($1::uuid[])
     AND (${isEnded('user_id', 'opened_epoch')} OR ${isEnded('client_subject_id', 'client_opened_epoch')})
   ORDER BY id LIMIT 1 FOR NO KEY UPDATE`,
);

const markThose = (ended: string): string =>
  `UPDATE sessions SET revoked = true, revoked_at = statement_timestamp(), revoked_reason = 'all_ended'
   WHERE id IN (SELECT id FROM sessions WHERE ${ended} AND to_tell AND NOT revoked ORDER BY id LIMIT $3 FOR NO KEY UPDATE)
   RETURNING id`;

const MARK = {
  user: statement<{ id: string }, [string, number, number]>(
    'sessions.mark_to_tell',
    markThose('user_id = $1 AND opened_epoch < $2'),
  ),
  client: statement<{ id: string }, [string, number, number]>(
    'sessions.mark_to_tell_of_client',
    markThose('client_subject_id = $1 AND client_opened_epoch < $2'),
  ),
};
