import { Injectable } from '@nestjs/common';
import { Database, statement, type StatementRunner } from '#libs/persistence';

/** Word for an application that was taken to be sent: nobody else takes it before its lease is over. */
export interface DueLogout {
  readonly id: string;
  readonly client_id: string;
  readonly user_id: string;
  readonly session_id: string;
  /** Where the application wants to be told now; null: nowhere any more. */
  readonly uri: string | null;
  /** How often it was taken, this time among it. Whoever has an older number has lost it. */
  readonly attempts: number;
  /** The database's time. */
  readonly read_at: Date;
}

/** What waits. */
export interface Backlog {
  readonly waiting: number;
  /** Age of the oldest; 0 where there is none. */
  readonly oldest_seconds: number;
}

/** Longer than anything takes that is done with one, so that what is taken again was abandoned. */
const LEASE_SECONDS = 30;
/** From then on it is not tried any more. */
export const GIVE_UP_AFTER = `interval '1 day'`;

/** The words for applications that wait, for whoever sends them. */
@Injectable()
export class DueLogouts {
  constructor(private readonly database: Database) {}

  /**
   * Takes at most `limit`; of any number of callers each gets others. No application gets a second one before each has its first.
   * @param share how many for one application
   * @param shares the same for those for whom it is another number
   */
  take(limit: number, share: number, shares: Readonly<Record<string, number>>): Promise<DueLogout[]> {
    return this.database.run(takeDue, { limit, share, shares: JSON.stringify(shares), lease: LEASE_SECONDS });
  }

  /** It is to be tried again so many seconds from now, unless somebody else has taken it meanwhile. */
  async postpone({ id, attempts }: DueLogout, seconds: number): Promise<void> {
    await this.database.run(postpone, [id, attempts, seconds]);
  }

  /** It is done with. @returns false where it was before */
  async remove(runner: StatementRunner, { id }: DueLogout): Promise<boolean> {
    return (await runner.run(remove, [id])).length > 0;
  }

  async backlog(): Promise<Backlog> {
    const [backlog] = await this.database.run(measureBacklog, []);
    return backlog ?? { waiting: 0, oldest_seconds: 0 };
  }
}

// From one application to the next by the index: what waits for one of them is nothing to the others.
const takeDue = statement<DueLogout, { limit: number; share: number; shares: string; lease: number }>(
  'backchannel.take_due',
  `WITH RECURSIVE waiting AS (
     (SELECT client_id FROM backchannel_logouts ORDER BY client_id LIMIT 1)
     UNION ALL
     SELECT (SELECT b.client_id FROM backchannel_logouts b WHERE b.client_id > w.client_id ORDER BY b.client_id LIMIT 1)
     FROM waiting w WHERE w.client_id IS NOT NULL
   ), due AS MATERIALIZED (
     SELECT d.id, row_number() OVER (PARTITION BY w.client_id) AS place
     FROM waiting w CROSS JOIN LATERAL (
       SELECT b.id FROM backchannel_logouts b
       WHERE b.client_id = w.client_id AND b.due_at <= statement_timestamp()
         AND b.created_at > statement_timestamp() - ${GIVE_UP_AFTER}
       ORDER BY b.due_at LIMIT coalesce((:shares::jsonb ->> w.client_id::text)::integer, :share::integer)
       FOR UPDATE SKIP LOCKED
     ) d
   ), taken AS MATERIALIZED (SELECT id FROM due ORDER BY place, random() LIMIT :limit)
   UPDATE backchannel_logouts b
   SET attempts = attempts + 1, due_at = statement_timestamp() + make_interval(secs => :lease::integer)
   FROM taken WHERE b.id = taken.id
   RETURNING b.id, b.client_id, b.user_id, b.session_id, b.attempts,
             (SELECT k.backchannel_logout_uri FROM clients k WHERE k.id = b.client_id) AS uri,
             date_trunc('milliseconds', statement_timestamp()) AS read_at`,
);

const postpone = statement<never, [id: string, attempts: number, seconds: number]>(
  'backchannel.postpone',
  `UPDATE backchannel_logouts SET due_at = statement_timestamp() + make_interval(secs => $3)
   WHERE id = $1 AND attempts = $2`,
);

const remove = statement<{ id: string }, [id: string]>(
  'backchannel.remove',
  'DELETE FROM backchannel_logouts WHERE id = $1 RETURNING id',
);

const measureBacklog = statement<Backlog>(
  'backchannel.backlog',
  `SELECT count(*)::integer AS waiting,
          coalesce(extract(epoch FROM statement_timestamp() - min(created_at)), 0)::float8 AS oldest_seconds
   FROM backchannel_logouts`,
);
