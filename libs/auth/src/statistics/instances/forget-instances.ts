import { Injectable } from '@nestjs/common';
import { Chore } from '#libs/housekeeping';
import { Database, deletingExpired, statement } from '#libs/persistence';

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
  deletingExpired('instances', `seen_at < statement_timestamp() - interval '1 day'`, 'seen_at'),
);
