import { Injectable } from '@nestjs/common';
import { Chore } from '#libs/housekeeping';
import { Database, statement } from '#libs/persistence';

/** Forgets where somebody was who has answered or never will. */
@Injectable()
export class ForgetInteractions extends Chore {
  override readonly done = 'interactions with applications forgotten';

  constructor(private readonly database: Database) {
    super();
  }

  override async execute(limit: number): Promise<number> {
    return (await this.database.run(purge, [limit])).length;
  }
}

const purge = statement<{ id: string }, [number]>(
  'oidc.purge_interactions',
  `DELETE FROM oidc_interactions WHERE id IN (
     SELECT id FROM oidc_interactions WHERE expires_at < statement_timestamp()
     ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING id`,
);
