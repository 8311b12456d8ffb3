import { Injectable } from '@nestjs/common';
import { statement, type StatementRunner } from '#libs/persistence';
import { SESSION_LIVES } from './session.js';

/** What was counted in a part of the table. */
export interface CountedSessions {
  /** How many rows the part has. */
  readonly read: number;
  /** The id of the last of them; null: there was none. */
  readonly last: string | null;
  /** How many of the sessions live. */
  readonly active: number;
}

/**
 * Counts sessions that live, a part of the table at a time, in the order of ids. Whether one does depends on when it was last used, of which
 * there is no index: a refresh would have to change it.
 */
@Injectable()
export class CountSessions {
  /** @param limit rows of the part; fewer are read at the end only */
  async after(runner: StatementRunner, after: string, limit: number): Promise<CountedSessions> {
    return (await runner.run(countPart, [after, limit]))[0] ?? { read: 0, last: null, active: 0 };
  }
}

const countPart = statement<CountedSessions, [after: string, limit: number]>(
  'sessions.count_part',
  `SELECT count(*)::integer AS read, max(id::text)::uuid AS last, count(*) FILTER (WHERE lives)::integer AS active
   FROM (
     SELECT s.id, ${SESSION_LIVES} AS lives
     FROM (SELECT * FROM sessions WHERE id > $1 ORDER BY id LIMIT $2) s JOIN subjects u ON u.id = s.user_id
   ) AS part`,
);
