import { Injectable } from '@nestjs/common';
import { Database, statement, type StatementRunner } from '#libs/persistence';

/** A mail that was taken to be sent: nobody else takes it before its lease is over. */
export interface DueMail {
  readonly id: string;
  readonly kind: string;
  readonly user_id: string | null;
  readonly sealed: Buffer;
  readonly created_at: Date;
  /** How often it was taken, this time among it. Whoever has an older number has lost it. */
  readonly attempts: number;
}

/** Longer than anything takes that is done with a mail, so that what is taken again was abandoned. */
export const LEASE_SECONDS = 180;

/** The mails that wait, for whoever sends them. */
@Injectable()
export class DueMails {
  constructor(private readonly database: Database) {}

  /** Takes those that have been due for longest, at most `limit`: of any number of callers each gets others. */
  take(limit: number): Promise<DueMail[]> {
    return this.database.run(takeDue, [limit, LEASE_SECONDS]);
  }

  /** It was sent. Nothing of what it said is kept. */
  async settleSent({ id }: DueMail): Promise<void> {
    await this.database.run(settleSent, [id]);
  }

  /** It is to be tried again so many seconds from now, unless somebody else has taken it meanwhile. */
  async postpone({ id, attempts }: DueMail, seconds: number): Promise<void> {
    await this.database.run(postpone, [id, attempts, seconds]);
  }

  /** It is never sent. @returns false where it was settled in the meantime */
  async giveUp(runner: StatementRunner, { id }: DueMail): Promise<boolean> {
    return (await runner.run(giveUp, [id])).length > 0;
  }

  async backlog(): Promise<Backlog> {
    const [backlog] = await this.database.run(measureBacklog, []);
    return backlog ?? { waiting: 0, oldest_seconds: 0 };
  }
}

/** The mails that are neither sent nor given up. */
export interface Backlog {
  readonly waiting: number;
  /** Age of the oldest; 0 where there is none. */
  readonly oldest_seconds: number;
}

// Materialised: a subquery could be run anew for each row, and then takes more than `limit` in all.
const takeDue = statement<DueMail, [limit: number, lease: number]>(
  'mail.take_due',
  `WITH due AS MATERIALIZED (
     SELECT id FROM mails
     WHERE outcome IS NULL AND due_at <= statement_timestamp() AND give_up_at > statement_timestamp()
     ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED
   )
   UPDATE mails m SET attempts = attempts + 1, due_at = statement_timestamp() + make_interval(secs => $2::integer)
   FROM due WHERE m.id = due.id
   RETURNING m.id, m.kind, m.user_id, m.sealed, m.created_at, m.attempts`,
);

const settleSent = statement<never, [id: string]>(
  'mail.settle_sent',
  `UPDATE mails SET outcome = 'sent', settled_at = statement_timestamp(), sealed = NULL
   WHERE id = $1 AND outcome IS NULL`,
);

const postpone = statement<never, [id: string, attempts: number, seconds: number]>(
  'mail.postpone',
  `UPDATE mails SET due_at = least(statement_timestamp() + make_interval(secs => $3), give_up_at)
   WHERE id = $1 AND attempts = $2 AND outcome IS NULL`,
);

const giveUp = statement<{ id: string }, [id: string]>(
  'mail.give_up',
  `UPDATE mails SET outcome = 'given_up', settled_at = statement_timestamp(), sealed = NULL
   WHERE id = $1 AND outcome IS NULL RETURNING id`,
);

const measureBacklog = statement<Backlog>(
  'mail.backlog',
  `SELECT count(*)::integer AS waiting,
          coalesce(extract(epoch FROM statement_timestamp() - min(created_at)), 0)::float8 AS oldest_seconds
   FROM mails WHERE outcome IS NULL`,
);
