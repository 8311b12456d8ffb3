import { Injectable } from '@nestjs/common';
import { Chore } from '#libs/housekeeping';
import { Database, statement } from '#libs/persistence';

/**
 * Removes links that are past their time: those of people with an account a week later, so long a replay is recognised; what
 * somebody who never came back has registered with, at once.
 */
@Injectable()
export class ForgetLinks extends Chore {
  override readonly done = 'links of mails forgotten';

  constructor(private readonly database: Database) {
    super();
  }

  override async execute(limit: number): Promise<number> {
    return (await this.database.run(purge, [limit])).length;
  }
}

const purge = statement<{ id: string }, [number]>(
  'links.purge',
  `DELETE FROM links WHERE id IN (
     SELECT id FROM links
     WHERE expires_at < statement_timestamp()
       AND (user_id IS NULL OR expires_at < statement_timestamp() - interval '7 days')
     ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING id`,
);
