import { Injectable } from '@nestjs/common';
import { Chore } from '#libs/housekeeping';
import { Database, statement } from '#libs/persistence';

/** Removes instances that were lost a day ago. */
@Injectable()
export class ForgetInstances extends Chore {
  override readonly done = 'lost instances forgotten';

  constructor(private readonly database: Database) {
    super();
  }

  override async execute(limit: number): Promise<number> {
    return (await this.database.run(purge, [limit])).length;
  }
}

const purge = statement<{ id: string }, [number]>(
  'instances.purge',
  `DELETE FROM instances WHERE id IN (
     SELECT id FROM instances WHERE seen_at < statement_timestamp() - interval '1 day'
     ORDER BY seen_at LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING id`,
);
