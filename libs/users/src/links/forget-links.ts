import { Injectable } from '@nestjs/common';
import { Chore } from '#libs/housekeeping';
import { Database, deletingExpired, statement } from '#libs/persistence';

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
  deletingExpired(
    'links',
    `expires_at < statement_timestamp() AND (user_id IS NULL OR expires_at < statement_timestamp() - interval '7 days')`,
  ),
);
