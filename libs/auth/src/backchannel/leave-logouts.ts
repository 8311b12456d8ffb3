import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '#libs/persistence';

/** Sessions that are looked through by one transaction, and applications that it leaves word for. */
const SESSIONS = 50;
const APPLICATIONS = 500;

/**
 * Finds out whom to tell that sessions have ended. The outbox begins with the sessions themselves: one that is revoked and `to_tell` is yet
 * to be looked at, whoever ended it, in whatever way. Of each application's session that hangs on it a row is left, in bounded parts.
 */
@Injectable()
export class LeaveLogouts {
  constructor(private readonly database: Database) {}

  /** Looks through a part of them; of any number of callers each gets others. @returns whether there may be more */
  async ofEnded(): Promise<boolean> {
    // There is hardly ever any, so it takes no transaction to see that.
    if ((await this.database.run(findEnded, [])).length === 0) return false;
    return this.database.transaction(async transaction => {
      const ended = (await transaction.run(lockEnded, [SESSIONS])).map(({ id }) => id);
      if (ended.length === 0) return false;
      const left = await transaction.run(leaveThose, [ended, APPLICATIONS]);
      const settled = await transaction.run(settle, [ended]);
      // What others hold at the moment is there at the next look.
      return left.length > 0 || settled.length > 0;
    });
  }

  /** For all applications that somebody is logged in to, whose account goes in this transaction, and takes its sessions along. */
  async ofUser(transaction: Transaction, userId: string): Promise<void> {
    // Whoever is letting an application in is waited for, and then seen.
    await transaction.run(lockUser, [userId]);
    await transaction.run(leaveThoseOfUser, [userId]);
  }
}

const findEnded = statement<{ id: string }>(
  'backchannel.find_ended',
  'SELECT id FROM sessions WHERE revoked AND to_tell LIMIT 1',
);

const lockEnded = statement<{ id: string }, [limit: number]>(
  'backchannel.lock_ended',
  `SELECT id FROM sessions WHERE revoked AND to_tell ORDER BY id LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED`,
);

const leaving = (from: string): string => `
  INSERT INTO backchannel_logouts (id, client_id, user_id, session_id, created_at, due_at)
  SELECT gen_random_uuid(), k.id, t.user_id, t.id, statement_timestamp(), statement_timestamp()
  FROM ${from} t JOIN clients k ON k.id = t.client_subject_id WHERE k.backchannel_logout_uri IS NOT NULL`;

// A session with offline access goes on when the person leaves, and is told of again when it ends itself.
const leaveThose = statement<{ id: string }, [ended: readonly string[], limit: number]>(
  'backchannel.leave',
  `WITH concerned AS MATERIALIZED (
     SELECT id, parent_id IS NULL AND NOT revoked AS goes_on FROM sessions
     WHERE (id = ANY($1::uuid[]) OR granted_in = ANY($1::uuid[])) AND scope IS NOT NULL AND to_tell
     ORDER BY id LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED
   ), told AS (
     UPDATE sessions s SET to_tell = goes_on, granted_in = NULL FROM concerned WHERE s.id = concerned.id
     RETURNING s.id, s.user_id, s.client_subject_id
   ), word AS (${leaving('told')})
   SELECT id FROM told`,
);

/** Those that have nothing left to be told of. */
const settle = statement<{ id: string }, [ended: readonly string[]]>(
  'backchannel.settle',
  `UPDATE sessions s SET to_tell = false
   WHERE id = ANY($1::uuid[]) AND scope IS NULL
     AND NOT EXISTS (SELECT 1 FROM sessions c WHERE c.granted_in = s.id AND c.scope IS NOT NULL AND c.to_tell)
   RETURNING id`,
);

const lockUser = statement<{ id: string }, [string]>(
  'backchannel.lock_user',
  'SELECT id FROM users WHERE id = $1 FOR UPDATE',
);

const leaveThoseOfUser = statement<never, [string]>(
  'backchannel.leave_of_user',
  leaving('(SELECT * FROM sessions WHERE user_id = $1 AND scope IS NOT NULL AND to_tell)'),
);
