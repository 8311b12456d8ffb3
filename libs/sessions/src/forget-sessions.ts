import { Injectable } from '@nestjs/common';
import { Chore } from '#libs/housekeeping';
import { Database, statement } from '#libs/persistence';

/** Removes sessions that are past their absolute end; no token of theirs can be alive. */
@Injectable()
export class ForgetSessions extends Chore {
  override readonly done = 'expired sessions removed';

  constructor(private readonly database: Database) {
    super();
  }

  override async execute(limit: number): Promise<number> {
    return (await this.database.run(purge, [limit])).length;
  }
}

// In batches, and past rows that a refresh holds: whoever else cleans up takes others.
const purge = statement<{ id: string }, [number]>(
  'sessions.purge',
  `DELETE FROM sessions WHERE id IN (
     SELECT id FROM sessions WHERE expires_at < statement_timestamp()
     ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING id`,
);
