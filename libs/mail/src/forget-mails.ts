import { Injectable } from '@nestjs/common';
import { Chore } from '#libs/housekeeping';
import { Database, statement } from '#libs/persistence';

/** Removes what is known of mails that are long sent or given up. */
@Injectable()
export class ForgetMails extends Chore {
  override readonly done = 'old mails forgotten';

  constructor(private readonly database: Database) {
    super();
  }

  override async execute(limit: number): Promise<number> {
    return (await this.database.run(forget, [limit])).length;
  }
}

const forget = statement<{ id: string }, [limit: number]>(
  'mail.forget',
  `DELETE FROM mails WHERE id IN (
     SELECT id FROM mails WHERE created_at < statement_timestamp() - interval '30 days' AND outcome IS NOT NULL
     ORDER BY created_at LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING id`,
);
